// SPDX-License-Identifier: MIT
// @ts-check

/** @param {number} value Three significant digits. */
export function short(value) {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 1000) return Number(value.toPrecision(3)).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** @param {import('../statistics.mjs').Spread} spread */
export function withQuartiles({ low, middle, high }) {
  if (Number.isNaN(middle)) return '–';
  return low === high ? short(middle) : `${short(middle)} (${short(low)} … ${short(high)})`;
}

/** @param {number} bytes */
export function byteSize(bytes) {
  if (bytes >= 1_048_576) return `${short(bytes / 1_048_576)} MiB`;
  return bytes >= 1024 ? `${short(bytes / 1024)} KiB` : `${bytes} B`;
}

// SPDX-License-Identifier: MIT

/**
 * What the other side asked. It is libdbus, so that the message is in order.
 * @typedef {{ type: number, serial: number, member: string, destination: string }} Asked
 */

/**
 * Takes the first complete message out of the bytes that came.
 * @param {Buffer} bytes
 * @returns {{ asked: Asked, rest: Buffer } | undefined}
 */
export function nextMessage(bytes) {
  if (bytes.length < 16) return undefined;
  const fieldsLength = bytes.readUInt32LE(12);
  const headerLength = Math.ceil((16 + fieldsLength) / 8) * 8;
  const total = headerLength + bytes.readUInt32LE(4);
  if (bytes.length < total) return undefined;
  const texts = textFields(bytes.subarray(0, 16 + fieldsLength));
  const asked = {
    type: bytes.readUInt8(1),
    serial: bytes.readUInt32LE(8),
    member: texts.get(3) ?? '',
    destination: texts.get(6) ?? '',
  };
  return { asked, rest: bytes.subarray(total) };
}

/** @param {Buffer} header @returns {Map<number, string>} */
function textFields(header) {
  const found = new Map();
  for (let at = 16; at < header.length; at = Math.ceil(at / 8) * 8) {
    const field = header.readUInt8(at);
    const kind = String.fromCharCode(header.readUInt8(at + 2));
    at += 4; // field, length of the signature, signature, NUL: of one character, and aligned by it
    if (kind === 'g') {
      at += 2 + header.readUInt8(at);
    } else if (kind === 'u') {
      at += 4;
    } else {
      const length = header.readUInt32LE(at);
      found.set(field, header.toString('latin1', at + 4, at + 4 + length));
      at += 5 + length;
    }
  }
  return found;
}

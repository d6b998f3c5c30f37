// SPDX-License-Identifier: MIT

/** Seconds from 1601, where Windows begins to count, to 1970. */
const secondsFrom1601 = 11_644_473_600;
/** End of the year 9999; a later time is a number in another unit. */
const lastSecond = 253_402_300_799;

const integerText = /^\s*\d{1,15}\s*$/;

/** The point in time that a number of seconds since 1601 stands for, if it lies after 1970. */
export function dateOfWindowsTime(text: unknown): Date | undefined {
  if (typeof text !== 'string' || !integerText.test(text)) return undefined;
  return dateOf(Number(text) - secondsFrom1601);
}

/** The point in time that lies so many seconds after `now`. */
export function dateAfter(now: Date, seconds: string): Date | undefined {
  if (!integerText.test(seconds)) return undefined;
  return dateOf(now.getTime() / 1000 + Number(seconds));
}

function dateOf(seconds: number): Date | undefined {
  return seconds > 0 && seconds <= lastSecond ? new Date(Math.trunc(seconds * 1000)) : undefined;
}

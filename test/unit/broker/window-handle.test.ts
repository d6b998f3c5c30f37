// SPDX-License-Identifier: MIT
import { runInNewContext } from 'node:vm';
import { CONSOLE_WINDOW_HANDLE, openBroker } from 'entra-broker';
import { RequestProblem } from '../../../lib/broker/checks/check.js';
import { readWindowHandle } from '../../../lib/broker/window-handle.js';
import { readX11Window } from '../../../lib/broker/identity-broker/x11-window.js';
import { rejectsWith } from '../../support/broker-errors.js';
import { QuietChannel } from '../../support/quiet-channel.js';
import { callAny, windowRequest } from '../../support/requests.js';

const bytes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const memory = Buffer.from(bytes);

const handles: readonly (readonly [string, unknown, bigint | 'console'])[] = [
  ['CONSOLE_WINDOW_HANDLE', CONSOLE_WINDOW_HANDLE, 'console'],
  ['a number', 0x2a0_0007, 0x2a0_0007n],
  ['the number 1', 1, 1n],
  ['the largest safe number', Number.MAX_SAFE_INTEGER, BigInt(Number.MAX_SAFE_INTEGER)],
  ['a bigint', 0xffff_ffffn, 0xffff_ffffn],
  ['the largest bigint', 2n ** 64n - 1n, 2n ** 64n - 1n],
  ['4 bytes, the lowest first', Buffer.from([0x07, 0x00, 0xa0, 0x02]), 0x02a0_0007n],
  ['8 bytes, the lowest first', Buffer.from([7, 0, 0, 0, 0, 0, 0, 0x80]), 2n ** 63n + 7n],
  ['4 bytes with the highest bit', Buffer.from([0, 0, 0, 0x80]), 0x8000_0000n],
  ['4 bytes in the middle of a Buffer', memory.subarray(3, 7), 0x0706_0504n],
  ['8 bytes in the middle of a Buffer', memory.subarray(2, 10), 0x0a09_0807_0605_0403n],
  [
    'a Uint8Array at the end of its memory',
    new Uint8Array(memory.buffer, memory.byteOffset + 8, 4),
    0x0c0b_0a09n,
  ],
  ['a Uint8Array of another realm', runInNewContext('new Uint8Array([9, 0, 0, 0])'), 9n],
];

it.each(handles)('reads %s', (_what, given, expected) => {
  expect(readWindowHandle(given)).toBe(expected);
});

/** The code with which a handle is refused. */
function refusalOf(given: unknown): string | undefined {
  try {
    readWindowHandle(given);
  } catch (error) {
    if (error instanceof RequestProblem) return error.code;
    throw error;
  }
  return undefined;
}

const missing: readonly unknown[] = [undefined, null];

it.each(missing.map((given) => [String(given), given]))('asks for a handle: %s', (_what, given) => {
  expect(refusalOf(given)).toBe('window_handle_required');
});

/** 8 bytes whose memory belongs to somebody else now. */
function givenAway(): Uint8Array {
  const handle = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  structuredClone(handle, { transfer: [handle.buffer] });
  return handle;
}

const refused: readonly (readonly [string, unknown])[] = [
  ['zero', 0],
  ['minus zero', -0],
  ['zero as bigint', 0n],
  ['zero in 4 bytes', Buffer.alloc(4)],
  ['zero in 8 bytes', Buffer.alloc(8)],
  ['a negative number', -1],
  ['a negative bigint', -1n],
  ['a fraction', 1.5],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['a number too large to be exact', 2 ** 53],
  ['a bigint of more than 64 bits', 2n ** 64n],
  ['an empty Buffer', Buffer.alloc(0)],
  ...[1, 2, 3, 5, 6, 7, 9, 16].map(
    (size) => [`${String(size)} bytes`, Buffer.alloc(size, 1)] as const,
  ),
  ['a slice that is too short', memory.subarray(0, 3)],
  ['bytes that were given away', givenAway()],
  ['an ArrayBuffer', new ArrayBuffer(8)],
  ['other typed arrays', new Uint32Array([7])],
  ['an array of bytes', [7, 0, 0, 0]],
  ['digits', '44040199'],
  ['hexadecimal digits', '0x2a00007'],
  ['a boolean', true],
  ['an object', { handle: 7 }],
  ['another symbol', Symbol('CONSOLE_WINDOW_HANDLE')],
  ['a function', () => 7],
];

it.each(refused)('refuses %s', (_what, given) => {
  expect(refusalOf(given)).toBe('invalid_window_handle');
});

it('takes the sentinel of another copy of the package for its own', () => {
  const foreign: unknown = runInNewContext("Symbol.for('entra-broker.CONSOLE_WINDOW_HANDLE')");
  expect(readWindowHandle(foreign)).toBe('console');
});

it.each([
  ['the console', CONSOLE_WINDOW_HANDLE, 1n],
  ['the lowest id', 1n, 1n],
  ['the highest id', 0xffff_ffffn, 0xffff_ffffn],
])('sends %s to the broker of Linux as the protocol has it', (_what, given, sent) => {
  expect(readX11Window(given)).toBe(sent);
});

it.each(['acquireTokenInteractively', 'signInInteractively', 'signIn'] as const)(
  '%s refuses what is no X11 window id before anything is sent',
  async (name) => {
    const channel = new QuietChannel();
    for (const parentWindowHandle of [2 ** 32, 2n ** 63n, Buffer.alloc(8, 0xff)]) {
      const broker = await openBroker({ channel });
      const call = callAny(broker, name, { ...windowRequest, parentWindowHandle });
      const refused = rejectsWith(call, 'invalid_window_handle');
      await broker.close();
      expect((await refused).message).toMatch(/X11 window id on Linux/);
    }
    expect(channel.calls).toEqual([]);
  },
);

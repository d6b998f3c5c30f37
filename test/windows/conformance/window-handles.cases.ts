// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { Stage } from '../../conformance/case.js';
import { rejectsWith } from '../../support/broker-errors.js';
import { ada, callAny, windowRequest } from '../../support/requests.js';
import { DialogWatch, type WamCase, type WamContext } from './case.js';

const request = { ...windowRequest, account: ada };
const windowCall = 'RequestTokenWithWebAccountForWindowAsync';

/** The forms in which programs hold a window handle. */
const forms: Readonly<Record<string, (window: bigint) => unknown>> = {
  'a bigint': (window) => window,
  'a number': Number,
  'a Buffer of 8 bytes': (window) => bytes(window, 8),
  'a Buffer of 4 bytes': (window) => bytes(window, 4),
  'a Uint8Array of 8 bytes': (window) => new Uint8Array(bytes(window, 8)),
  'a Uint8Array within a larger buffer': (window) =>
    new Uint8Array([7, ...bytes(window, 8), 7]).subarray(1, 9),
  'a bigint with the sign of 32 bits': (window) => BigInt.asUintN(64, BigInt.asIntN(32, window)),
};

/** Nothing that a window handle looks like. */
const shapeless: Readonly<Record<string, unknown>> = {
  zero: 0,
  'zero as a bigint': 0n,
  'zero in 8 bytes': Buffer.alloc(8),
  'of 16 bytes': Buffer.alloc(16, 1),
  'of one byte': Buffer.from([1]),
  'an empty buffer': Buffer.alloc(0),
  'a string': '65536',
  NaN: Number.NaN,
  'no integer': 65_536.5,
  negative: -1,
  'negative as a bigint': -1n,
  '2^80': 2n ** 80n,
};

/** Numbers that Windows knows no window by. */
const windowless: Readonly<Record<string, (context: WamContext) => bigint>> = {
  'of no window': () => 0xdeadn,
  'of a window that was destroyed': ({ windows }) => {
    const window = windows.create();
    windows.destroy(window);
    return window;
  },
  'of a window, with a bit above the 32 that count': ({ windows }) =>
    windows.create() | (1n << 40n),
};

function bytes(window: bigint, length: 4 | 8): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(window);
  return buffer.subarray(0, length);
}

async function refuses(context: WamContext, parentWindowHandle: unknown): Promise<void> {
  await using stage = await Stage.open(context);
  const dialogs = new DialogWatch(context);
  for (const operation of ['acquireTokenInteractively', 'signInInteractively'] as const) {
    const call = callAny(stage.broker, operation, { ...windowRequest, parentWindowHandle });
    const error = await rejectsWith(call, 'invalid_window_handle');
    assert.equal(error.retryable, false);
  }
  await stage.roundTrip();
  const asked = context.standIn.calls.filter(({ call }) => call.startsWith('RequestToken'));
  assert.deepEqual([asked, dialogs.all], [[], []]);
}

export const windowHandleCases: readonly WamCase[] = [
  ...Object.entries(forms).map(([name, formOf]): WamCase => ({
    name: `a window handle that is ${name} arrives as it is, and owns WAM's window`,
    async run(context) {
      await using stage = await Stage.open(context);
      const window = context.windows.create();
      const dialogs = new DialogWatch(context);
      await callAny(stage.broker, 'acquireTokenInteractively', {
        ...request,
        parentWindowHandle: formOf(window),
      });
      const { hwnd, isWindow } = await context.standIn.waitForCall(windowCall);
      assert.deepEqual([hwnd, isWindow], [Number(window), true]);
      assert.deepEqual(
        dialogs.all.map(({ owner }) => owner),
        [Number(window)],
      );
    },
  })),
  ...Object.entries(shapeless).map(([name, handle]): WamCase => ({
    name: `a window handle that is ${name} is refused`,
    run: (context) => refuses(context, handle),
  })),
  ...Object.entries(windowless).map(([name, handleOf]): WamCase => ({
    name: `a window handle ${name} is refused, never replaced`,
    run: (context) => refuses(context, handleOf(context)),
  })),
  {
    name: 'a call without a window handle is refused, and told how a console program names its own',
    async run(context) {
      await using stage = await Stage.open(context);
      const call = callAny(stage.broker, 'signInInteractively', {
        ...windowRequest,
        parentWindowHandle: undefined,
      });
      const error = await rejectsWith(call, 'window_handle_required');
      assert.match(error.message, /CONSOLE_WINDOW_HANDLE/);
    },
  },
];

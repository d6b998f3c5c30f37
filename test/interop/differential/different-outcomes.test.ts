// SPDX-License-Identifier: MIT
import { RuntimeEnded } from '../runtime/runtime-process.js';
import { simulatedDesktop } from '../simulated-desktop.js';
import { differentOutcomes } from './differences.js';
import { microsoftsAnswer, oursAnswer, triple } from './failures.js';

describe("a reply of which our client makes something else than Microsoft's", () => {
  const desktop = simulatedDesktop();

  it.each(differentOutcomes)('$reply: $reason', async ({ then, microsofts, ours }) => {
    const theirs = await microsoftsAnswer(desktop, then).then(triple, signalOf);
    expect(theirs).toBe(microsofts);
    expect(triple(await oursAnswer(desktop, then))).toBe(ours);
  });
});

/** The signal that has ended the runtime. */
function signalOf(error: unknown): string | null {
  if (error instanceof RuntimeEnded) return error.signal;
  throw error;
}

// SPDX-License-Identifier: MIT
import path from 'node:path';
import { runProgram } from '../support/program.js';

const silentCalls = 100_000;
const abortedCalls = 10_000;
const patienceMs = 600_000;

/** What the process holds while nothing is under way. */
interface Holdings {
  readonly residentMegabytes: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly handles: number;
}

interface Soaked {
  readonly seconds: number;
  readonly resting: readonly Holdings[];
  readonly logged: number;
}

function figureOf({ seconds, resting }: Soaked): string {
  const each = (field: keyof Holdings): string => resting.map((one) => one[field]).join(' ');
  const perSecond = Math.round((silentCalls + abortedCalls) / seconds);
  return [
    `${silentCalls} silent and ${abortedCalls} aborted calls: ${perSecond} calls/s`,
    `  RSS after every tenth, MB: ${each('residentMegabytes')}`,
    `  descriptors: ${each('descriptors')}`,
    `  threads: ${each('threads')}`,
    `  handles: ${each('handles')}`,
  ].join('\n');
}

it(
  '100 000 silent calls and 10 000 aborted ones leave nothing behind',
  async () => {
    const { report, code, signal, stderr } = await runProgram('host.mjs', {
      folder: path.join(__dirname, 'programs'),
      arguments: [String(silentCalls), String(abortedCalls)],
      patienceMs,
    });
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
    const soaked = report as Soaked;
    process.stderr.write(`${figureOf(soaked)}\n`);

    const { resting } = soaked;
    for (const field of ['descriptors', 'threads', 'handles'] as const) {
      expect(new Set(resting.map((holdings) => holdings[field])).size).toBe(1);
    }
    // Memory of V8 and the C library breathes by some megabytes. 100 bytes for each call would be
    // 6.6 MB between the two halves.
    const resident = resting.map(({ residentMegabytes }) => residentMegabytes);
    expect(median(resident.slice(-5)) - median(resident.slice(0, 5))).toBeLessThan(3);
    // Two lines for each call, those before the measurement too: none was lost or told twice. Each
    // window is followed by another call.
    const calls = silentCalls + abortedCalls + abortedCalls / 10;
    expect(soaked.logged).toBe((2 * calls * 11) / 10);
  },
  patienceMs,
);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

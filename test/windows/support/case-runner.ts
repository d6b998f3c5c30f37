// SPDX-License-Identifier: MIT
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';

/** Something to prove in node.exe; it throws if it does not hold. */
export interface WindowsCase {
  readonly name: string;
  run(): Promise<void>;
}

/** What a run writes, a line for each: the case began, or how it ended. */
export interface CaseReport {
  readonly name: string;
  /** Left out at the beginning; empty if the case holds. */
  readonly failure?: string;
}

/**
 * Runs cases one after the other and writes down each at once, so that what is known is known even
 * if the process crashes. A case that takes longer than `patienceMs` has failed.
 */
export async function runCases(
  cases: readonly WindowsCase[],
  file: string,
  patienceMs = 30_000,
): Promise<void> {
  const write = (report: CaseReport): void => appendFileSync(file, `${JSON.stringify(report)}\n`);
  for (const one of cases) {
    write({ name: one.name });
    write({ name: one.name, failure: await failureOf(one, patienceMs) });
  }
}

async function failureOf(one: WindowsCase, patienceMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took over ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([one.run(), late]);
    return '';
  } catch (error) {
    return inspect(error);
  } finally {
    clearTimeout(timer);
  }
}

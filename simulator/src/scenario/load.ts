// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioError } from './scenario-error.js';
import type { Scenario } from './types.js';
import { validateScenario } from './validate.js';

/** Names of the scenarios that come with the package. */
export const readyScenarios = [
  'default',
  'mfa',
  'two-accounts',
  'no-accounts',
  'himmelblau',
] as const;
export type ReadyScenario = (typeof readyScenarios)[number];

const folder = join(__dirname, '..', '..', 'scenarios');

/**
 * Reads a scenario: the object itself, the name of a ready one, or a file.
 *
 * @throws ScenarioError if it cannot be read, is no JSON or breaks the schema.
 */
export function loadScenario(source: Scenario | string = 'default'): Scenario {
  if (typeof source !== 'string') return validateScenario(source, 'The given object');
  const ready = readyScenarios.find((name) => name === source);
  const file = ready === undefined ? source : join(folder, `${ready}.json`);
  return validateScenario(parse(read(file), file), file);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    const problem =
      code === 'ENOENT'
        ? `there is no such file; give a path, or one of ${readyScenarios.join(', ')}`
        : `it cannot be read (${code}); check that it is a file that you may read`;
    throw new ScenarioError(file, [problem], { cause });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown error';
    throw new ScenarioError(file, [`it is not JSON: ${reason}`], { cause });
  }
}

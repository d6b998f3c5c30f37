// SPDX-License-Identifier: MIT

/** One step on the way to the broker. */
export interface Step {
  readonly name: string;
  /** `skipped`: an earlier step failed, or nobody asked for this one. */
  readonly state: 'well' | 'ill' | 'skipped';
  readonly finding: string;
  readonly advice?: string;
}

export function skipped(name: string, finding = 'not reached'): Step {
  return { name, state: 'skipped', finding };
}

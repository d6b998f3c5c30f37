// SPDX-License-Identifier: MIT

/** A scenario that cannot be used. The message names the file, the place in it and what to do. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  /** Each fault on its own. */
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[], options?: ErrorOptions) {
    const list = problems.length === 1 ? ` ${problems[0] ?? ''}` : `\n  ${problems.join('\n  ')}`;
    super(`${source} is not a usable scenario:${list}`, options);
    this.problems = problems;
  }
}

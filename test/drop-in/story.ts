// SPDX-License-Identifier: MIT
import type { Project } from './project.js';

/** How a program gets its packages. */
export const ways = ['as-module.mjs', 'as-commonjs.cjs'] as const;

export type Way = (typeof ways)[number];

/** With Microsoft's plug-in on our runtime, and with ours. */
export const plugIns = ['@azure/msal-node-extensions', 'entra-broker/msal-node'] as const;

/** The same for @azure/identity. */
export const identityPlugIns = ['@azure/identity-broker', 'entra-broker/msal-node'] as const;

/** Every combination of two lists, for it.each. */
export function pairs<A, B>(first: readonly A[], second: readonly B[]): readonly [A, B][] {
  return first.flatMap((a) => second.map((b): [A, B] => [a, b]));
}

/**
 * What a story of programs/stories told. The program must end by itself and print nothing else.
 */
export async function told(
  project: Project,
  way: Way,
  story: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<unknown> {
  const { stdout, ...ending } = await project.run(way, { arguments: story, environment });
  expect(ending).toEqual({ code: 0, signal: null, stderr: '', report: undefined });
  return JSON.parse(stdout);
}

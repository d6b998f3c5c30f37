// SPDX-License-Identifier: MIT
import type { WamChannel, WamObject, WamVerb, WamVerbs } from '../../channels/wam/calls.js';

type Answer<V extends WamVerb> = WamVerbs[V]['answers'];
type Held<T extends { readonly object: WamObject }> = T | null | undefined;

const finders: { readonly [V in WamVerb]?: (answer: Answer<V>) => readonly WamObject[] } = {
  findProvider: objectOf,
  findAccount: objectOf,
  findAllAccounts: ({ accounts }) => accounts.map(({ object }) => object),
  getTokenSilently: objectsOfTokens,
  requestToken: objectsOfTokens,
  monitorAccounts: (monitor) => [monitor],
};

/** The objects of Windows that an answer brought, and that somebody has to release. */
export function objectsIn<V extends WamVerb>(verb: V, answer: Answer<V>): readonly WamObject[] {
  return finders[verb]?.(answer) ?? [];
}

/** Milliseconds for letting go of objects, which nobody waits for. */
const releaseTimeoutMs = 10_000;

export function releaseObjects(channel: WamChannel, objects: readonly WamObject[]): void {
  if (objects.length === 0) return;
  const call = { verb: 'release', objects, timeoutMs: releaseTimeoutMs } as const;
  channel.unref(channel.start<'release'>(call, () => undefined));
}

function objectOf(held: Held<{ readonly object: WamObject }>): readonly WamObject[] {
  return held === null || held === undefined ? [] : [held.object];
}

function objectsOfTokens(answer: Answer<'getTokenSilently'>): readonly WamObject[] {
  return [...objectOf(answer), ...objectOf(answer.response?.account)];
}

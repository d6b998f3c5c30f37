// SPDX-License-Identifier: MIT
import type { NativeWords } from '../native/contract.js';
import type { TextMap, TokenRequestFields, WamCall, WamVerb } from './calls.js';

/** How one verb becomes words; the native side reads them in this order. */
type Encoders = { readonly [V in WamVerb]: (call: WamCall<V>) => NativeWords };

const encoders: Encoders = {
  hostFacts: () => [],
  findProvider: ({ providerId, authority = '' }) => [providerId, authority],
  findAccount: ({ provider, accountId }) => [String(provider), accountId],
  findAllAccounts: ({ provider, clientId }) => [String(provider), clientId],
  getTokenSilently: (call) => tokenRequest(call),
  requestToken: (call) => [String(call.window), ...tokenRequest(call)],
  invalidate: ({ result }) => [String(result)],
  signOut: ({ account, clientId }) => [String(account), clientId],
  chooseProvider: ({ window, headerText, providers }) => [
    String(window),
    headerText,
    ...providers.map(String),
  ],
  monitorAccounts: ({ accounts }) => accounts.map(String),
  checkWindow: ({ window }) => [String(window)],
  release: ({ objects }) => objects.map(String),
};

/** The words of a call: its verb, then what it takes. Their readers are in native/windows. */
export function wordsOf<V extends WamVerb>(call: WamCall<V>): NativeWords {
  const encode = encoders[call.verb] as (call: WamCall<V>) => NativeWords;
  return [call.verb, ...encode(call)];
}

function tokenRequest(call: TokenRequestFields): NativeWords {
  return [
    String(call.provider),
    call.account === undefined ? '' : String(call.account),
    call.scope,
    call.clientId,
    String(call.promptType),
    call.correlationId,
    ...pairs(call.properties),
    ...pairs(call.appProperties),
  ];
}

function pairs(map: TextMap): NativeWords {
  const entries = Object.entries(map);
  return [String(entries.length), ...entries.flat()];
}

// SPDX-License-Identifier: MIT
import type { TokenAnswer, WamObject, WamWindow } from '../../channels/wam/calls.js';
import {
  decodeTokenAnswer,
  isInstanceAware,
  isTokenToRenew,
  tokenRequest,
  type WamLeg,
  type WamTokens,
} from '../../codecs/wam/index.js';
import type { Account, TokenRequest, TokenResult } from '../types.js';
import type { Attempt } from './attempt.js';
import type { Conversation } from './conversation.js';
import { hostOf } from './host.js';
import type { Lookups, ProviderInUse } from './lookups.js';
import { requestFields } from './request-fields.js';
import { requireTokenBinding } from './token-binding.js';

/** One request for tokens, to a plug-in that has been found. */
export interface TokenLeg {
  readonly request: TokenRequest;
  readonly provider: ProviderInUse;
  readonly leg: WamLeg;
  /** Whose tokens; undefined leaves the choice to WAM. */
  readonly webAccount?: WamObject | undefined;
  /** As the caller described it. */
  readonly account?: Account | undefined;
}

interface Answered extends WamTokens {
  readonly object: WamObject;
}

/** Tokens without a window; one that is to be renewed is taken out of WAM's cache first. */
export async function tokensSilently(
  talk: Conversation,
  lookups: Lookups,
  leg: TokenLeg,
): Promise<TokenResult> {
  const { accessTokenToRenew } = leg.request;
  const { kind } = leg.provider.provider;
  const fields = await fieldsOf(talk, lookups, leg);
  const ask = (): Promise<Answered> =>
    talk.untilDone(async () => {
      const reply = await talk.try('getTokenSilently', fields, kind);
      return reply.ok ? decoded(talk, leg, reply.value) : reply;
    });
  const answered = await ask();
  if (!isTokenToRenew(answered.result.accessToken, accessTokenToRenew)) {
    return learned(talk, leg, answered);
  }
  await talk.ask('invalidate', { result: answered.object }, kind);
  return learned(talk, leg, await ask());
}

/** Tokens with a window of WAM's, owned by `window`. Never tried twice. */
export async function tokensInWindow(
  talk: Conversation,
  lookups: Lookups,
  leg: TokenLeg,
  window: WamWindow,
): Promise<TokenResult> {
  const fields = await fieldsOf(talk, lookups, leg);
  const { kind } = leg.provider.provider;
  const answer = await talk.askInWindow('requestToken', { ...fields, window }, kind);
  const answered = decoded(talk, leg, answer);
  if (!answered.ok) throw answered.error;
  return learned(talk, leg, answered.value);
}

async function fieldsOf(
  talk: Conversation,
  lookups: Lookups,
  { request, provider, leg, webAccount }: TokenLeg,
): Promise<ReturnType<typeof requestFields>> {
  if (wantsSignedRequest(request)) await requireTokenBinding(talk, lookups);
  const { correlationId } = talk.scope;
  const { product } = talk.environment.options;
  const caller = { provider: provider.provider, correlationId, product, host: await hostOf(talk) };
  return requestFields(tokenRequest({ ...caller, request, leg }), provider, webAccount);
}

function wantsSignedRequest({ proofOfPossession: proof }: TokenRequest): boolean {
  return proof !== undefined && 'httpMethod' in proof;
}

function decoded(
  talk: Conversation,
  { request, provider }: TokenLeg,
  answer: TokenAnswer,
): Attempt<Answered> {
  const expected = {
    kind: provider.provider.kind,
    scopes: request.scopes,
    authority: request.authority,
    signedHttpRequest: wantsSignedRequest(request),
    instanceAware: isInstanceAware(request.extraParameters ?? {}),
    correlationId: talk.scope.correlationId,
    reading: talk.environment.options.reading,
  };
  const outcome = talk.attemptOf(decodeTokenAnswer(answer, expected, new Date()));
  if (!outcome.ok) return outcome;
  return { ok: true, value: { ...outcome.value, object: answer.object } };
}

/** The result, whose account knows by which id WAM finds it again. */
function learned(
  talk: Conversation,
  { account: asked }: TokenLeg,
  { result, webAccountId }: Answered,
): TokenResult {
  const { memory } = talk.environment;
  if (webAccountId !== undefined) memory.learn(talk.clientId, webAccountId, result.account);
  return { ...result, account: memory.withIds(result.account, asked) };
}

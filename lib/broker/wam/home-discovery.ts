// SPDX-License-Identifier: MIT
import { decodeTokenAnswer, discoveryRequest, workProvider } from '../../codecs/wam/index.js';
import { BrokerError } from '../../errors/broker-error.js';
import type { Account } from '../types.js';
import type { Conversation } from './conversation.js';
import { hostOf } from './host.js';
import type { ListedAccount, Lookups } from './lookups.js';
import { requestFields } from './request-fields.js';

type Home = Pick<Account, 'homeAccountId' | 'clientInfo'>;
type Discoverable = ListedAccount & { readonly authority: string };

/**
 * A listed account with its home, for which WAM is asked where the list does not tell it. An account
 * without one is still of use: whatever goes wrong here fails no list.
 */
export async function withHome(
  talk: Conversation,
  lookups: Lookups,
  listed: ListedAccount,
): Promise<ListedAccount> {
  const { clientId } = talk;
  const { memory } = talk.environment;
  const { webAccountId, authority, homeIsCertain } = listed;
  if (homeIsCertain || authority === undefined) return listed;
  if (memory.hasNoHome(clientId, webAccountId)) return listed;
  try {
    const home = await discoverHome(talk, lookups, { ...listed, authority });
    if (home === undefined) return listed;
    const account = memory.learn(clientId, webAccountId, { ...listed.account, ...home });
    return { ...listed, account, homeIsCertain: true };
  } catch (error) {
    talk.scope.throwIfEnded();
    if (error instanceof BrokerError) return listed;
    throw error;
  }
}

/** Undefined if WAM cannot say it; remembered unless it may do so another time. */
async function discoverHome(
  talk: Conversation,
  lookups: Lookups,
  { authority, object, webAccountId }: Discoverable,
): Promise<Home | undefined> {
  const { scope, clientId, environment } = talk;
  const { correlationId } = scope;
  const { product, reading } = environment.options;
  const provider = await lookups.provider(workProvider(authority));
  const caller = { provider: provider.provider, clientId, correlationId, product };
  const request = discoveryRequest({ ...caller, host: await hostOf(talk) });
  const fields = requestFields(request, provider, object);
  // Once, and not for long: a list must not wait for what it can do without.
  const reply = await talk.try('getTokenSilently', fields, 'aad', environment.homeTimeoutMs);
  if (!reply.ok) return undefined;
  const expected = {
    kind: 'aad',
    scopes: [],
    authority,
    signedHttpRequest: false,
    instanceAware: false,
    correlationId,
    reading,
  } as const;
  const decoded = talk.attemptOf(decodeTokenAnswer(reply.value, expected, new Date()));
  // Of another account's home this one knows nothing.
  if (decoded.ok && !decoded.value.accountSwitched) return homeOf(decoded.value.result.account);
  if (decoded.ok || !decoded.error.retryable)
    environment.memory.learnNoHome(clientId, webAccountId);
  return undefined;
}

function homeOf({ homeAccountId, clientInfo }: Account): Home {
  return { homeAccountId, ...(clientInfo === undefined ? {} : { clientInfo }) };
}

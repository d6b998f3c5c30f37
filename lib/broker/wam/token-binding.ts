// SPDX-License-Identifier: MIT
import { failureOfStatus, isFeatureSupported, tokenBindingProbe } from '../../codecs/wam/index.js';
import type { Attempt } from './attempt.js';
import type { Conversation } from './conversation.js';
import { failedByFault } from './failures.js';
import type { Lookups, ProviderInUse } from './lookups.js';
import { requestFields } from './request-fields.js';

/**
 * Asks, once per Broker, whether this Windows can bind tokens to a key and sign HTTP requests with
 * it.
 *
 * @throws BrokerError `not_supported` where it cannot.
 */
export async function requireTokenBinding(talk: Conversation, lookups: Lookups): Promise<void> {
  const { known } = talk.environment;
  known.bindsTokens ??= await bindsTokens(talk, await lookups.provider(tokenBindingProbe.provider));
  if (known.bindsTokens) return;
  throw talk.scope.error('not_supported', {
    detail: 'this Windows cannot sign HTTP requests for proof of possession',
  });
}

async function bindsTokens(talk: Conversation, provider: ProviderInUse): Promise<boolean> {
  const fields = requestFields(tokenBindingProbe, provider);
  return talk.untilDone(async (): Promise<Attempt<boolean>> => {
    const reply = await talk.try('getTokenSilently', fields, 'aad');
    if (!reply.ok) return reply;
    if (isFeatureSupported(reply.value)) return { ok: true, value: true };
    // "No" and "not now" come with the same status.
    const { status, error } = reply.value;
    const failed = failedByFault(talk.facts, failureOfStatus('aad', status, error));
    return failed.error.retryable ? failed : { ok: true, value: false };
  });
}

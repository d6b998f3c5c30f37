// SPDX-License-Identifier: MIT
import type { HostFacts } from '../../channels/wam/calls.js';
import { hostFailure } from '../../channels/wam/host-failure.js';
import type { Conversation } from './conversation.js';
import { errorOfHost } from './failures.js';

/**
 * What is known of the machine and of this process: looked at once, as soon as WAM can serve it.
 *
 * @throws BrokerError `broker_unavailable` where WAM cannot serve this process, and why.
 */
export async function hostOf(talk: Conversation): Promise<HostFacts> {
  const { known } = talk.environment;
  if (known.host !== undefined) return known.host;
  const facts = await talk.ask('hostFacts', {});
  const found = hostFailure(facts);
  // A missing plug-in shows in the calls, which know which one they need and wait for one that
  // was only interrupted.
  if (found !== undefined && found.code !== 'wam_plugin_missing') {
    throw errorOfHost(talk.facts, found);
  }
  known.host = facts;
  return facts;
}

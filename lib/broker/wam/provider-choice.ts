// SPDX-License-Identifier: MIT
import type { WamWindow } from '../../channels/wam/calls.js';
import {
  personalAccounts,
  wamProvider,
  workProvider,
  type ProviderDecision,
  type ProviderQuestion,
  type WamProvider,
} from '../../codecs/wam/index.js';
import type { TokenRequest } from '../types.js';
import type { Conversation } from './conversation.js';
import { errorOfCancel } from './failures.js';
import type { Lookups, ProviderInUse } from './lookups.js';

/** The plug-in, or `picker`: only the user can tell. */
export async function chosenProvider(
  lookups: Lookups,
  question: Omit<ProviderQuestion, 'osDefault'>,
): Promise<ProviderInUse | 'picker'> {
  let decision: ProviderDecision = wamProvider(question);
  if (decision === 'os_default') {
    decision = wamProvider({ ...question, osDefault: await lookups.osDefault });
  }
  return typeof decision === 'string' ? 'picker' : lookups.provider(decision);
}

/**
 * The plug-in that the user chooses in the accounts pane of Windows.
 *
 * @throws BrokerError `user_canceled` if it is closed without a choice.
 */
export async function pickedProvider(
  talk: Conversation,
  lookups: Lookups,
  window: WamWindow,
  request: TokenRequest,
): Promise<ProviderInUse> {
  const offered = await available(lookups, offer(request));
  if (offered.length === 0) {
    const detail = 'Windows has no plug-in for the accounts of this authority';
    throw talk.scope.error('broker_unavailable', { detail });
  }
  const headerText = request.extraParameters?.['msal_accounts_control_title'] ?? '';
  const providers = offered.map(({ object }) => object);
  const choice = await talk.askInWindow('chooseProvider', { window, headerText, providers }, 'aad');
  if (choice === null) {
    throw errorOfCancel(talk.facts, 'the user closed the list of account types');
  }
  const picked = offered[choice];
  if (picked !== undefined) return picked;
  const detail = 'the list of account types answered with one that is not in it';
  throw talk.scope.error('broker_protocol_error', { detail });
}

/** One after the other: no look may go on when another has failed and the call has ended. */
async function available(
  lookups: Lookups,
  providers: readonly WamProvider[],
): Promise<readonly ProviderInUse[]> {
  const found: ProviderInUse[] = [];
  for (const provider of providers) {
    const inUse = await lookups.providerIfAny(provider);
    if (inUse !== undefined) found.push(inUse);
  }
  return found;
}

/** Where the authority is for personal accounts alone, a work account would be of no use. */
function offer({ authority }: TokenRequest): readonly WamProvider[] {
  const question = { authority, kind: 'silent', signIn: true, osDefault: 'none' } as const;
  const isPersonal = wamProvider(question) === personalAccounts;
  return isPersonal ? [personalAccounts] : [workProvider(authority), personalAccounts];
}

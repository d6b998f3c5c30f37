// SPDX-License-Identifier: MIT
import type { WamWindow } from '../../channels/wam/calls.js';
import type { WindowSubject } from '../../codecs/wam/index.js';
import { fitsHint } from '../account-guard.js';
import type {
  Account,
  InteractiveRequest,
  SilentRequest,
  TokenResult,
  UsernamePasswordRequest,
} from '../types.js';
import { isSameWebAccount } from './account-match.js';
import type { Conversation } from './conversation.js';
import { interactionRequired } from './failures.js';
import { findWebAccount } from './find-account.js';
import type { Lookups, ProviderInUse } from './lookups.js';
import { chosenProvider } from './provider-choice.js';
import { tokensInWindow, tokensSilently } from './tokens.js';
import { windowLeg } from './window-leg.js';

/** A token for the account that was asked for, or the error that leads to a window. */
export async function acquireSilently(
  talk: Conversation,
  lookups: Lookups,
  request: SilentRequest,
): Promise<TokenResult> {
  const { account } = request;
  const provider = await providerOf(talk, lookups, request, 'silent');
  const webAccount = await findWebAccount(talk, lookups, provider, account);
  const isListable = provider.provider.kind === 'aad';
  if (webAccount === undefined && isListable) {
    throw interactionRequired(talk.scope, 'Windows has no such account for this client');
  }
  const leg = { request, provider, leg: { kind: 'silent' }, webAccount, account } as const;
  const result = await tokensSilently(talk, lookups, leg);
  if (isSameWebAccount(account, result.account)) return result;
  if (webAccount !== undefined) throw talk.scope.error('account_mismatch');
  // Without a WebAccount WAM answers for whoever is its personal account.
  throw interactionRequired(talk.scope, 'Windows has a token for another personal account only');
}

/** A token for the account that was asked for, with a window where WAM wants one. */
export async function acquireInWindow(
  talk: Conversation,
  lookups: Lookups,
  request: InteractiveRequest & { readonly account: Account },
  window: WamWindow,
): Promise<TokenResult> {
  const { account } = request;
  const provider = await providerOf(talk, lookups, request, 'interactive');
  const webAccount = await findWebAccount(talk, lookups, provider, account);
  // Whom Windows does not know signs in anew.
  const subject: WindowSubject =
    webAccount === undefined ? { kind: 'hint', loginHint: account.username } : { kind: 'account' };
  const leg = { request, provider, leg: windowLeg(request, subject), webAccount, account };
  const result = await tokensInWindow(talk, lookups, leg, window);
  if (isSameWebAccount(account, result.account)) return result;
  throw talk.scope.error('account_mismatch');
}

/** A token for the user whose password it was, or `account_mismatch`. */
export async function acquireByPassword(
  talk: Conversation,
  lookups: Lookups,
  request: UsernamePasswordRequest,
): Promise<TokenResult> {
  const { authority, username, password } = request;
  const question = { authority, kind: 'usernamePassword', signIn: true } as const;
  const provider = await chosenProvider(lookups, question);
  if (provider === 'picker')
    throw interactionRequired(talk.scope, 'nobody can tell what kind of account is meant');
  const leg = { kind: 'usernamePassword', username, password } as const;
  const result = await tokensSilently(talk, lookups, { request, provider, leg });
  if (!fitsHint(username, result.account)) throw talk.scope.error('account_mismatch');
  return result;
}

async function providerOf(
  talk: Conversation,
  lookups: Lookups,
  { authority, account }: SilentRequest,
  kind: 'silent' | 'interactive',
): Promise<ProviderInUse> {
  const chosen = await chosenProvider(lookups, { authority, account, kind, signIn: false });
  if (chosen !== 'picker') return chosen;
  throw interactionRequired(talk.scope, 'nobody can tell what kind of account is meant');
}

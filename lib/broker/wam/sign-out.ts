// SPDX-License-Identifier: MIT
import { signOutProvider } from '../../codecs/wam/index.js';
import type { SignOutRequest } from '../types.js';
import type { Conversation } from './conversation.js';
import { findWebAccount } from './find-account.js';
import type { Lookups } from './lookups.js';

/** Signs the account out of this client; one that Windows does not have is signed out. */
export async function signOut(
  talk: Conversation,
  lookups: Lookups,
  { account, clientId }: SignOutRequest,
): Promise<void> {
  const provider = await lookups.provider(signOutProvider(account));
  const webAccount = await findWebAccount(talk, lookups, provider, account);
  if (webAccount !== undefined) {
    await talk.ask('signOut', { account: webAccount, clientId }, provider.provider.kind);
  }
  talk.environment.memory.forget(clientId, account);
}

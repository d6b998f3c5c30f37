// SPDX-License-Identifier: MIT
import type { WamObject } from '../../channels/wam/calls.js';
import { decodeWebAccount, personalAccounts } from '../../codecs/wam/index.js';
import type { Account } from '../types.js';
import { isSameWebAccount } from './account-match.js';
import { accountsOfKind } from './accounts.js';
import type { Conversation } from './conversation.js';
import type { Lookups, ProviderInUse } from './lookups.js';

/**
 * The WebAccount of an account: by WAM's own id, where it is known and still good, else by the list.
 * Undefined if Windows does not have the account, or does not let this client know.
 */
export async function findWebAccount(
  talk: Conversation,
  lookups: Lookups,
  provider: ProviderInUse,
  account: Account,
): Promise<WamObject | undefined> {
  const known = talk.environment.memory.idOf(talk.clientId, account);
  const found = known === undefined ? undefined : await findById(talk, provider, known);
  if (found !== undefined) return found;
  const accounts = await accountsOfKind(provider.provider.kind, talk, lookups);
  const listed = accounts.find((candidate) => isSameWebAccount(candidate.account, account));
  if (listed === undefined || listed.webAccountId === known) return undefined;
  return findById(talk, provider, listed.webAccountId);
}

/** The personal account of that id of WAM's, which finds it although it lists none. */
export async function findPersonalAccount(
  talk: Conversation,
  lookups: Lookups,
  accountId: string,
): Promise<Account | undefined> {
  const provider = await lookups.providerIfAny(personalAccounts);
  if (provider === undefined) return undefined;
  const takes = { provider: provider.object, accountId };
  const answer = await talk.ask('findAccount', takes, 'msa');
  const found = answer === null ? undefined : decodeWebAccount('msa', answer);
  if (found === undefined) return undefined;
  const { memory } = talk.environment;
  return memory.withIds(memory.learn(talk.clientId, found.webAccountId, found.account));
}

async function findById(
  talk: Conversation,
  { provider, object }: ProviderInUse,
  accountId: string,
): Promise<WamObject | undefined> {
  const answer = await talk.ask('findAccount', { provider: object, accountId }, provider.kind);
  return answer?.object;
}

// SPDX-License-Identifier: MIT
import { personalAccounts, workAccounts, type WamKind } from '../../codecs/wam/index.js';
import { BrokerError } from '../../errors/broker-error.js';
import type { Account } from '../types.js';
import type { Conversation } from './conversation.js';
import { withHome } from './home-discovery.js';
import type { ListedAccount, Lookups } from './lookups.js';

/**
 * The accounts that Windows lists for the client. Guests stay in: with such an account there are
 * tokens for the tenant where it is one, and `homeAccountId` tells whose it is. Microsoft's client
 * leaves them out; the entry that stands in for it does so as well.
 */
export async function listAccounts(
  talk: Conversation,
  lookups: Lookups,
): Promise<readonly Account[]> {
  const work = await accountsOfKind('aad', talk, lookups);
  const listed = [...work, ...(await accountsOfKind('msa', talk, lookups))];
  monitor(talk, listed);
  return listed.map(({ account }) => talk.environment.memory.withIds(account));
}

/** The accounts of one plug-in, with their home accounts. */
export async function accountsOfKind(
  kind: WamKind,
  talk: Conversation,
  lookups: Lookups,
): Promise<readonly ListedAccount[]> {
  if (kind === 'msa') return personalOnes(talk, lookups);
  const listed = await lookups.list(await lookups.provider(workAccounts));
  return Promise.all(listed.map((account) => withHome(talk, lookups, account)));
}

/** A machine may have no plug-in for them, or forbid its use. */
async function personalOnes(
  talk: Conversation,
  lookups: Lookups,
): Promise<readonly ListedAccount[]> {
  try {
    return await lookups.list(await lookups.provider(personalAccounts));
  } catch (error) {
    talk.scope.throwIfEnded();
    if (error instanceof BrokerError) return [];
    throw error;
  }
}

function monitor(talk: Conversation, listed: readonly ListedAccount[]): void {
  const { monitors } = talk.environment;
  const watched = listed.map(({ webAccountId, object }) => ({ id: webAccountId, object }));
  if (
    !monitors.wants(
      talk.clientId,
      watched.map(({ id }) => id),
    )
  )
    return;
  talk.giveAway(watched.map(({ object }) => object));
  monitors.replace(talk.clientId, watched);
}

// SPDX-License-Identifier: MIT
import type { WamObject } from '../../channels/wam/calls.js';
import {
  decodeWebAccounts,
  osDefaultOf,
  osDefaultProviderId,
  type WamAccount,
  type WamKind,
  type WamProvider,
} from '../../codecs/wam/index.js';
import { BrokerError } from '../../errors/broker-error.js';
import type { Attempt } from './attempt.js';
import type { Conversation } from './conversation.js';

/** A WebAccountProvider that Windows has given. */
export interface ProviderInUse {
  readonly provider: WamProvider;
  readonly object: WamObject;
}

/** A WebAccount that Windows has listed. */
export interface ListedAccount extends WamAccount {
  readonly object: WamObject;
}

const accountsOf: Readonly<Record<WamKind, string>> = {
  aad: 'work and school accounts',
  msa: 'personal accounts',
};

/** What one operation looks up in Windows: each thing once, however many legs it has. */
export class Lookups {
  readonly #talk: Conversation;
  readonly #providers = new Map<string, Promise<ProviderInUse>>();
  readonly #lists = new Map<ProviderInUse, Promise<readonly ListedAccount[]>>();
  #osDefault: Promise<WamKind | 'none'> | undefined;

  constructor(talk: Conversation) {
    this.#talk = talk;
  }

  /** @throws BrokerError `broker_unavailable` if Windows has no plug-in of that kind. */
  provider(provider: WamProvider): Promise<ProviderInUse> {
    return once(this.#providers, provider.authority, () => this.#findProvider(provider));
  }

  /** Undefined if Windows has no plug-in of that kind, as where personal accounts are forbidden. */
  async providerIfAny(provider: WamProvider): Promise<ProviderInUse | undefined> {
    try {
      return await this.provider(provider);
    } catch (error) {
      if (error instanceof BrokerError && error.code === 'broker_unavailable') return undefined;
      throw error;
    }
  }

  /** Whose account Windows was set up with. */
  get osDefault(): Promise<WamKind | 'none'> {
    this.#osDefault ??= this.#findOsDefault();
    return this.#osDefault;
  }

  /** The accounts that the plug-in lists for this client. */
  list(provider: ProviderInUse): Promise<readonly ListedAccount[]> {
    return once(this.#lists, provider, () => this.#list(provider));
  }

  async #findProvider(provider: WamProvider): Promise<ProviderInUse> {
    const { kind, providerId, authority } = provider;
    const answer = await this.#talk.ask('findProvider', { providerId, authority }, kind);
    if (answer !== null) return { provider, object: answer.object };
    const detail = `Windows has no plug-in for ${accountsOf[kind]}`;
    throw this.#talk.scope.error('broker_unavailable', { detail });
  }

  async #findOsDefault(): Promise<WamKind | 'none'> {
    const answer = await this.#talk.ask('findProvider', { providerId: osDefaultProviderId });
    return osDefaultOf(answer?.authority);
  }

  async #list({ provider, object }: ProviderInUse): Promise<readonly ListedAccount[]> {
    const { kind } = provider;
    const { clientId } = this.#talk;
    return this.#talk.untilDone(async (): Promise<Attempt<readonly ListedAccount[]>> => {
      const reply = await this.#talk.try('findAllAccounts', { provider: object, clientId }, kind);
      if (!reply.ok) return reply;
      const decoded = this.#talk.attemptOf(decodeWebAccounts(kind, reply.value));
      if (!decoded.ok) return decoded;
      const value = decoded.value.flatMap((account) => {
        const found = reply.value.accounts.find(({ id }) => id === account.webAccountId);
        return found === undefined ? [] : [{ ...this.#learned(account), object: found.object }];
      });
      return { ok: true, value };
    });
  }

  #learned(listed: WamAccount): WamAccount {
    const { memory } = this.#talk.environment;
    const account = memory.learn(this.#talk.clientId, listed.webAccountId, listed.account);
    const homeIsCertain = listed.homeIsCertain || account.clientInfo !== undefined;
    return { ...listed, account, homeIsCertain };
  }
}

function once<K, T>(found: Map<K, Promise<T>>, key: K, find: () => Promise<T>): Promise<T> {
  const known = found.get(key) ?? find();
  found.set(key, known);
  return known;
}

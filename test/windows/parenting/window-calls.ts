// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type {
  TokenRequestFields,
  WamCall,
  WamObject,
  WamReply,
  WamVerb,
  WamVerbs,
  WamWindow,
} from '../../../lib/channels/wam/calls.js';
import { NativeWamChannel } from '../../../lib/channels/wam/channel.js';
import { clientId } from '../../support/requests.js';

/** A call that runs. */
export interface Running<V extends WamVerb> {
  readonly id: number;
  readonly reply: Promise<WamReply<V>>;
}

const timeoutMs = 20_000;

/** A native channel, and calls of it that have to do with windows. */
export class WindowCalls {
  readonly channel = new NativeWamChannel();
  #provider: Promise<WamObject> | undefined;

  start<V extends WamVerb>(call: WamCall<V>): Running<V> {
    let id = 0;
    const reply = new Promise<WamReply<V>>((done) => {
      id = this.channel.start(call, done);
    });
    return { id, reply };
  }

  async findProvider(authority: string): Promise<WamObject> {
    const providerId = 'https://login.microsoft.com';
    const found = this.start({ verb: 'findProvider', timeoutMs, providerId, authority });
    return answerOf(await found.reply)?.object ?? 0;
  }

  /** That for work accounts. */
  get provider(): Promise<WamObject> {
    this.#provider ??= this.findProvider('organizations');
    return this.#provider;
  }

  async requestToken(window: WamWindow, account?: WamObject): Promise<Running<'requestToken'>> {
    const provider = await this.provider;
    const fields: TokenRequestFields = {
      ...{ provider, scope: 'User.Read', clientId, promptType: 0 },
      ...{ properties: {}, appProperties: {}, correlationId: '' },
      ...(account === undefined ? {} : { account }),
    };
    return this.start({ verb: 'requestToken', timeoutMs, window, ...fields });
  }

  async chooseProvider(window: WamWindow): Promise<Running<'chooseProvider'>> {
    const providers = [await this.provider, await this.findProvider('consumers')];
    return this.start({
      ...{ verb: 'chooseProvider', timeoutMs, window, providers, headerText: 'Wähle ein Konto' },
    });
  }

  async firstAccount(): Promise<WamObject> {
    const provider = await this.provider;
    const list = this.start({ verb: 'findAllAccounts', timeoutMs, provider, clientId });
    return answerOf(await list.reply).accounts[0]?.object ?? 0;
  }

  /** What came of checking a handle. */
  async check(window: bigint): Promise<string> {
    return outcomeOf(await this.start({ verb: 'checkWindow', timeoutMs, window }).reply);
  }
}

export function answerOf<V extends WamVerb>(reply: WamReply<V>): WamVerbs[V]['answers'] {
  assert.ok(reply.ok, outcomeOf(reply));
  return reply.answer;
}

/** `answered`, or the code of its failure. */
export function outcomeOf(reply: WamReply): string {
  return reply.ok ? 'answered' : reply.failure.code;
}

// SPDX-License-Identifier: MIT
import type { ChannelFailure } from 'entra-broker';
import type {
  HostFacts,
  TokenRequestFields,
  WamCall,
  WamVerb,
  WamVerbs,
  WamWindow,
} from '../../../../lib/channels/wam/calls.js';
import { healthyHost } from '../../../support/healthy-host.js';
import type { Fields, WamRequest } from '../../stand-in/wire.js';
import { type DeskCall, type DeskConnection, type DeskOperation, Refused } from './connection.js';
import { type DeskObjects, errorOf, groupOf, textOf } from './objects.js';

/** Why a verb has no answer. */
export class VerbFailure extends Error {
  readonly failure: ChannelFailure;

  constructor(code: ChannelFailure['code'], name = '') {
    super(code);
    this.failure = { code, name, message: '' };
  }
}

/** What the verbs need of their channel. */
export interface DeskMachine {
  readonly connection: DeskConnection;
  readonly objects: DeskObjects;
  /** What hostFacts says without asking WAM. */
  readonly facts: Partial<HostFacts>;
  /** The windows that exist. */
  readonly windows: ReadonlySet<bigint>;
}

type Verbs = {
  readonly [V in WamVerb]: (
    call: WamCall<V>,
  ) => WamVerbs[V]['answers'] | Promise<WamVerbs[V]['answers']>;
};

/** The windows that the native channel has itself: of the console, and for the accounts pane. */
const consoleWindow = 0x1c0;
const paneWindow = 0x2c0;

const workProvider = { providerId: 'https://login.microsoft.com', authority: 'organizations' };
const coreManager = 'Windows.Security.Authentication.Web.Core.WebAuthenticationCoreManager';

/** The call that a verb serves. */
export interface ServedCall {
  /** Whether its caller still waits. */
  readonly waits: boolean;
  /** Is told of every operation, so that it can be abandoned. */
  begun(operation: DeskOperation): void;
}

/** The verbs: each asks the desk as the native channel asks WAM. */
export class DeskVerbs implements Verbs {
  readonly #machine: DeskMachine;
  readonly #served: ServedCall;

  constructor(machine: DeskMachine, served: ServedCall) {
    this.#machine = machine;
    this.#served = served;
  }

  async hostFacts(): Promise<HostFacts> {
    return { ...healthyHost, ...(await this.#lookForWam()), ...this.#machine.facts };
  }

  async findProvider({ providerId, authority }: WamCall<'findProvider'>) {
    const call = authority === undefined ? '' : 'WithAuthority';
    const answer = await this.#ask({
      call: `FindAccountProvider${call}Async`,
      providerId,
      authority: authority ?? '',
    });
    const fields = groupOf(answer['provider']);
    if (fields === undefined) return null;
    const provider = { id: textOf(fields['id']), authority: textOf(fields['authority']) };
    return { object: this.#machine.objects.keep({ kind: 'provider', provider }), ...provider };
  }

  async findAccount({ provider, accountId }: WamCall<'findAccount'>) {
    const call = { call: 'FindAccountAsync', provider: this.#provider(provider), accountId };
    const account = groupOf((await this.#ask(call))['account']);
    return account === undefined ? null : this.#machine.objects.account(account);
  }

  async findAllAccounts({ provider, clientId }: WamCall<'findAllAccounts'>) {
    const answer = await this.#ask({
      call: 'FindAllAccountsWithClientIdAsync',
      provider: this.#provider(provider),
      clientId,
    });
    const indexes = Array.from({ length: Number(answer['accounts'] ?? 0) }, (_, index) => index);
    return {
      status: Number(answer['status'] ?? 0),
      error: errorOf(answer['error']),
      accounts: indexes.map((index) =>
        this.#machine.objects.account(groupOf(answer[String(index)]) ?? {}),
      ),
    };
  }

  async getTokenSilently(fields: WamCall<'getTokenSilently'>) {
    const call = fields.account === undefined ? '' : 'WithWebAccount';
    const answer = await this.#ask({
      call: `GetTokenSilently${call}Async`,
      ...this.#requestOf(fields),
    });
    return this.#machine.objects.token(answer);
  }

  async requestToken({ window, ...fields }: WamCall<'requestToken'>) {
    const call = fields.account === undefined ? '' : 'WithWebAccount';
    const answer = await this.#ask({
      call: `RequestToken${call}ForWindowAsync`,
      apartment: 'STA',
      ...this.#requestOf(fields),
      ...{ hwnd: this.#handle(window), isWindow: true },
    });
    return this.#machine.objects.token(answer);
  }

  async invalidate({ result }: WamCall<'invalidate'>) {
    const { token } = this.#machine.objects.get(result, 'result');
    await this.#ask({ call: 'WebTokenRequestResult.InvalidateCacheAsync', token });
    return null;
  }

  async signOut({ account, clientId }: WamCall<'signOut'>) {
    const { id: accountId } = this.#machine.objects.get(account, 'account');
    await this.#ask({ call: 'WebAccount.SignOutWithClientIdAsync', accountId, clientId });
    return null;
  }

  async chooseProvider({ window, providers, headerText }: WamCall<'chooseProvider'>) {
    this.#handle(window);
    const authorities = providers.map((provider) => this.#provider(provider).authority);
    const pane = { apartment: 'STA', hwnd: paneWindow, isWindow: true };
    for (const name of ['GetForWindow', 'ShowAddAccountForWindowAsync']) {
      await this.#ask({ call: `AccountsSettingsPane.${name}`, ...pane });
    }
    const show = { call: 'AccountsSettingsPane.Show', headerText, authorities, ...pane };
    const choice = Number((await this.#ask(show))['choice']);
    return choice < 0 ? null : choice;
  }

  async monitorAccounts({ accounts }: WamCall<'monitorAccounts'>) {
    const { objects } = this.#machine;
    const accountIds = accounts.map((account) => objects.get(account, 'account').id);
    await this.#ask({ call: 'CreateWebAccountMonitor', accountIds });
    return objects.keep({ kind: 'monitor', accountIds });
  }

  checkWindow({ window }: WamCall<'checkWindow'>) {
    this.#handle(window);
    return null;
  }

  release({ objects }: WamCall<'release'>) {
    this.#machine.objects.release(objects);
    return null;
  }

  async #ask(call: DeskCall): Promise<Fields> {
    const operation = this.#begin(call);
    this.#served.begun(operation);
    const answer = await operation.answer;
    // So that nobody is given objects whom nobody will release.
    if (!this.#served.waits) throw new VerbFailure('canceled');
    if (answer['outcome'] === 'canceled') throw new VerbFailure('operation_canceled');
    const { failure } = answer;
    if (typeof failure === 'number') {
      const step = answer['outcome'] === 'failed' ? call.call : `${call.call}.GetResults`;
      throw hresult(step, failure);
    }
    return answer;
  }

  #begin(call: DeskCall): DeskOperation {
    try {
      return this.#machine.connection.begin(call);
    } catch (error) {
      throw error instanceof Refused ? hresult(call.call, error.hresult) : error;
    }
  }

  async #lookForWam(): Promise<Pick<HostFacts, 'coreManager' | 'plugin'>> {
    const { connection } = this.#machine;
    try {
      connection.begin({ call: 'activate', class: coreManager });
    } catch (error) {
      if (error instanceof Refused) return { coreManager: error.hresult, plugin: null };
      throw error;
    }
    const call = { call: 'FindAccountProviderWithAuthorityAsync', ...workProvider };
    try {
      const answer = await connection.begin(call).answer;
      const failed = typeof answer['failure'] === 'number' ? answer['failure'] : 0;
      return { coreManager: 0, plugin: 'provider' in answer || failed !== 0 ? failed : null };
    } catch (error) {
      if (error instanceof Refused) return { coreManager: 0, plugin: error.hresult };
      throw error;
    }
  }

  #provider(object: number) {
    return this.#machine.objects.get(object, 'provider').provider;
  }

  #handle(window: WamWindow): number {
    if (window === 'console') return consoleWindow;
    if (!this.#machine.windows.has(window)) throw new VerbFailure('window_invalid');
    return Number(window);
  }

  #requestOf(fields: TokenRequestFields): { request: WamRequest; webAccountId: string | null } {
    const { scope, clientId, promptType, account } = fields;
    return {
      request: {
        ...{ scope, clientId, promptType, provider: this.#provider(fields.provider) },
        Properties: fields.properties,
        AppProperties: fields.appProperties,
        CorrelationId: fields.correlationId,
      },
      webAccountId: account === undefined ? null : this.#machine.objects.get(account, 'account').id,
    };
  }
}

/** `step`: as in the log, or with what of it failed; the class before it is left out. */
function hresult(step: string, code: number): VerbFailure {
  return new VerbFailure('hresult', `${step} 0x${code.toString(16).padStart(8, '0')}`);
}

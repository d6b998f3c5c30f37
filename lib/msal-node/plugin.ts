// SPDX-License-Identifier: MIT
import type { AccountInfo, INativeBrokerPlugin } from '@azure/msal-node';

import { open } from '../broker/open.js';
import { platformOf } from '../broker/platform.js';
import type { Broker, BrokerAvailability, InspectOptions, TokenResult } from '../broker/types.js';
import { tryPlatformChannel } from '../broker/unavailability.js';
import type { BrokerError } from '../errors/broker-error.js';
import { accountInfoOf } from './account-info.js';
import {
  authenticationResultOf,
  type BrokerAuthenticationResult,
} from './authentication-result.js';
import { knownAccount } from './account-lookup.js';
import { brokerRequestOf, type TranslationFacts } from './broker-request.js';
import { msalErrorOf } from './errors.js';
import { isGiven } from './given.js';
import { lineWriter } from './logger.js';
import { errorClasses, type LoadMsal } from './msal-module.js';
import { checkPluginOptions } from './option-checks.js';
import type {
  BrokerCallOptions,
  LoggerOptions,
  NativeBrokerPluginOptions,
  NativeSignOutRequest,
  PluginRequest,
} from './options.js';
import { parentWindowOf } from './parent-window.js';
import { copyOf, PluginCall, type CallFields } from './plugin-call.js';
import { isUnavailability, PluginStatus } from './plugin-status.js';
import { tokensInteractively, tokensSilently, type TokenFlow } from './token-flows.js';

/** The plug-in, but for how it finds msal-node: each entry has its own way. */
export class BrokerPlugin implements INativeBrokerPlugin, AsyncDisposable {
  readonly #options: NativeBrokerPluginOptions;
  readonly #load: LoadMsal;
  readonly #status: PluginStatus;
  readonly #broker: Broker | undefined;
  readonly #facts: TranslationFacts;
  #stopLogging: () => void = () => undefined;
  #latestClientId: string | undefined;

  constructor(options: NativeBrokerPluginOptions, load: LoadMsal) {
    checkPluginOptions(options);
    const { msal, bundleId, clientId, client } = options;
    const found = options.channel ?? tryPlatformChannel();
    this.#broker = isUnavailability(found) ? undefined : open({ ...options, channel: found });
    this.#options = options;
    this.#load = msal === undefined ? load : () => Promise.resolve(msal);
    this.#status = new PluginStatus(found);
    this.#latestClientId = clientId;
    this.#facts = {
      platform: platformOf(options.channel),
      namesProduct: client !== undefined,
      ...(bundleId === undefined ? {} : { bundleId }),
    };
  }

  /**
   * Whether there is a broker: what msal asks once, when the PublicClientApplication is made. Waits
   * for the probe that the constructor started, one second at most.
   */
  get isBrokerAvailable(): boolean {
    return this.status.available;
  }

  /** Whether there is a broker, and if not, why and what to do. Waits as isBrokerAvailable does. */
  get status(): BrokerAvailability {
    return this.#status.availability;
  }

  /** Pings the broker, which starts it where it is not running, and brings `status` up to date. */
  async refreshStatus(options: Omit<InspectOptions, 'channel'> = {}): Promise<BrokerAvailability> {
    return this.#status.ping(options);
  }

  /** Takes the place of the logger before. Only this plug-in's lines go there. */
  setLogger(loggerOptions: LoggerOptions): void {
    this.#stopLogging();
    this.#stopLogging = this.#broker?.on('log', lineWriter(loggerOptions)) ?? this.#stopLogging;
  }

  /** The account with that local or home account id. msal gives no client id: see `clientId`. */
  async getAccountById(
    accountId: string,
    correlationId: string,
    options: BrokerCallOptions & { readonly clientId?: string } = {},
  ): Promise<AccountInfo> {
    const given = { clientId: this.#latestClientId ?? '', ...options, correlationId };
    return this.#run('getAccountById', given, async (broker, { clientId }, call) =>
      accountInfoOf(await knownAccount(broker, { clientId, accountId }, call), clientId),
    );
  }

  async getAllAccounts(
    clientId: string,
    correlationId: string,
    options: BrokerCallOptions = {},
  ): Promise<AccountInfo[]> {
    this.#latestClientId = clientId;
    const given = { ...options, correlationId };
    return this.#run('getAllAccounts', given, async (broker, _request, call) => {
      const accounts = await broker.getAccounts({ ...call.legOptions(), clientId });
      return accounts.map((account) => accountInfoOf(account, clientId));
    });
  }

  async acquireTokenSilent(request: PluginRequest): Promise<BrokerAuthenticationResult> {
    return this.#tokens('acquireTokenSilent', request, tokensSilently);
  }

  async acquireTokenInteractive(
    request: PluginRequest,
    windowHandle?: Buffer,
  ): Promise<BrokerAuthenticationResult> {
    return this.#tokens('acquireTokenInteractive', request, (flow) => {
      const parent = parentWindowOf(windowHandle);
      return this.#status.duringWindow(() => tokensInteractively(flow, parent));
    });
  }

  async signOut(request: NativeSignOutRequest & BrokerCallOptions): Promise<void> {
    if (this.#options.signOutOfBroker === false) return;
    return this.#run('signOut', request, async (broker, { clientId, accountId }, call) => {
      this.#latestClientId = clientId;
      if (!isGiven(accountId)) {
        throw call.error('account_not_found', 'accountId is missing');
      }
      const account = await knownAccount(broker, { clientId, accountId }, call);
      await broker.signOut({ ...call.legOptions(), clientId, account });
    });
  }

  /** Ends every call, and an open window with it. From then on there is no broker: see `status`. */
  async close(): Promise<void> {
    this.#status.close();
    await this.#broker?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Loads what the first call would load, and asks the broker itself whether it is there. */
  protected async prepare(options: Omit<InspectOptions, 'channel'>): Promise<void> {
    await errorClasses(this.#load);
    await this.refreshStatus(options);
  }

  async #tokens(
    operation: string,
    given: PluginRequest,
    ask: (flow: TokenFlow) => Promise<TokenResult>,
  ): Promise<BrokerAuthenticationResult> {
    return this.#run(operation, given, async (broker, request, call) => {
      this.#latestClientId = request.clientId;
      const asked = brokerRequestOf(request, this.#facts);
      const result = await ask({ broker, request, asked, call, platform: this.#facts.platform });
      const { correlationId, resource, state } = request;
      return authenticationResultOf(
        { ...result, ...(isGiven(correlationId) ? { correlationId } : {}) },
        request.clientId,
        { ...(isGiven(resource) ? { resource } : {}), ...(isGiven(state) ? { state } : {}) },
      );
    });
  }

  /** Whatever goes wrong comes out as an error of the app's msal-node. */
  async #run<R extends CallFields, T>(
    operation: string,
    given: R,
    work: (broker: Broker, request: R, call: PluginCall) => Promise<T>,
  ): Promise<T> {
    let call = new PluginCall(operation);
    try {
      const request = copyOf(given);
      call = new PluginCall(operation, request);
      call.check();
      if (this.#broker === undefined) throw this.#unavailable(call);
      return await work(this.#broker, request, call);
    } catch (cause) {
      const error = call.errorOf(cause);
      throw msalErrorOf(error, await errorClasses(this.#load, error));
    }
  }

  #unavailable(call: PluginCall): BrokerError {
    const { status } = this;
    const detail = status.available ? '' : status.detail;
    const isUnsupported = !status.available && status.reason === 'unsupported_platform';
    return call.error(isUnsupported ? 'not_supported' : 'broker_unavailable', detail);
  }
}

// SPDX-License-Identifier: MIT
import {
  LogLevel,
  type AccountInfo,
  type AuthenticationResult,
  type InteractiveRequest,
  type PublicClientApplication,
  type SilentFlowRequest,
} from '@azure/msal-node';
import {
  NativeBrokerPlugin,
  type BrokerCallOptions,
  type MsalBrokerError,
  type NativeBrokerPluginOptions,
} from 'entra-broker/msal-node';
import type { ReceivedRequest, Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { RecordingChannel } from '../support/recording-channel.js';
import { authority, clientId } from '../support/requests.js';
import { newest, type Msal } from './versions.js';

/** Fields that msal-node passes on though its types do not name them. */
export type Untyped = BrokerCallOptions & Readonly<Record<string, unknown>>;

export interface StageOptions extends NativeBrokerPluginOptions {
  readonly authority?: string;
}

/** A line as msal's logger gets it. */
export type Line = readonly [level: LogLevel, message: string, containsPii: boolean];

/** An app on one version of msal-node, with our plug-in, on a real bus. */
export class Stage implements AsyncDisposable {
  readonly log: Line[] = [];
  readonly channel: RecordingChannel;
  readonly plugin: NativeBrokerPlugin;
  readonly pca: PublicClientApplication;
  readonly #from: number;

  constructor(
    readonly simulator: Simulator,
    readonly msal: Msal = newest,
    options: StageOptions = {},
  ) {
    this.#from = simulator.requests.length;
    const { authority: given = authority, ...rest } = options;
    this.channel = new RecordingChannel(new DbusChannel({ address: simulator.busAddress ?? '' }));
    this.plugin = new NativeBrokerPlugin({ msal, channel: this.channel, ...rest });
    this.pca = new msal.PublicClientApplication({
      auth: { clientId, authority: given },
      broker: { nativeBrokerPlugin: this.plugin },
      system: {
        // Where msal-node goes its own way, it gets no further.
        networkClient: { sendGetRequestAsync: offline, sendPostRequestAsync: offline },
        loggerOptions: {
          loggerCallback: (...line) => this.log.push(line),
          piiLoggingEnabled: false,
          logLevel: LogLevel.Trace,
        },
      },
    });
  }

  /** The only account that the broker of the default scenario shows. */
  async account(): Promise<AccountInfo> {
    const [account] = await this.pca.getAllAccounts();
    if (account === undefined) throw new Error('the broker shows no account');
    return account;
  }

  async silently(
    request: Partial<SilentFlowRequest> & Untyped = {},
  ): Promise<AuthenticationResult> {
    const account = request.account ?? (await this.account());
    return this.pca.acquireTokenSilent({ scopes: ['User.Read'], ...request, account });
  }

  interactively(
    request: Partial<InteractiveRequest> & Untyped = {},
  ): Promise<AuthenticationResult> {
    return this.pca.acquireTokenInteractive({
      scopes: ['User.Read'],
      openBrowser: () => Promise.reject(new Error('a browser was to be opened')),
      ...request,
    });
  }

  /** What has arrived at the broker since the stage was set. */
  get received(): readonly ReceivedRequest[] {
    return this.simulator.requests.slice(this.#from);
  }

  get methods(): readonly string[] {
    return this.received.map(({ method }) => method);
  }

  /** Resolves when a call of that method has arrived since the stage was set. */
  arrival(method: string): Promise<ReceivedRequest> {
    return this.simulator.waitForRequest(method, { after: this.#from });
  }

  /** Parameters of every call for tokens so far, in their order. */
  get tokenParameters(): readonly AuthParameters[] {
    const calls = this.received.filter(({ method }) => method.startsWith('acquireToken'));
    return calls.map(({ body }) => (body as { authParameters: AuthParameters }).authParameters);
  }

  /** Parameters of the latest call for tokens. */
  get latestParameters(): AuthParameters {
    const latest = this.tokenParameters.at(-1);
    if (latest === undefined) throw new Error('no call for tokens arrived');
    return latest;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.plugin.close();
  }
}

function offline(): Promise<never> {
  return Promise.reject(new Error('the tests reach no network'));
}

/** The parameters of a call for tokens on the wire that the tests look at. */
export interface AuthParameters {
  readonly accessTokenToRenew: string;
  readonly account?: { readonly username: string } | null;
  readonly additionalQueryParametersForAuthorization: Readonly<Record<string, string>>;
  readonly authority: string;
  readonly clientId: string;
  readonly decodedClaims: string;
  readonly popParams?: unknown;
  readonly redirectUri: string;
  readonly requestedScopes: readonly string[];
  readonly username: string;
}

/** The error that a call of msal-node rejects with; a success fails the test. */
export async function failure(call: Promise<unknown>): Promise<MsalBrokerError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error(`no Error but ${typeof outcome}`);
  return outcome as MsalBrokerError;
}

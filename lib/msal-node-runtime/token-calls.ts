// SPDX-License-Identifier: MIT
import type {
  Account as BrokerAccount,
  Broker,
  CallOptions,
  TokenRequest,
  TokenResult,
} from '../broker/types.js';
import { needsWindow } from '../broker/needs-window.js';
import type { Platform } from '../broker/platform.js';
import { Account } from './account.js';
import { credentialsOf, hasPassword } from './additional-parameters.js';
import type { ParameterValues } from './auth-parameters.js';
import type { TokenApi } from './authority.js';
import type { BrokerAccess } from './broker-access.js';
import { isNotServed } from './broker-failure.js';
import type { Answer } from './call.js';
import { ErrorStatus } from './enums.js';
import { mistake, RuntimeFailure } from './failure.js';
import type { KnownAccounts } from './known-accounts.js';
import type { Tokens } from './results.js';
import { tokenRequest } from './token-request.js';
import { windowOf } from './window-handle.js';

/** One call for tokens, its arguments checked for their types. */
export interface TokenCall {
  readonly api: TokenApi;
  readonly values: ParameterValues;
  readonly account?: BrokerAccount;
  readonly windowHandle?: Uint8Array;
  readonly accountHint?: string;
}

/** The calls for tokens. */
export class TokenCalls {
  readonly #access: BrokerAccess;
  readonly #known: KnownAccounts;

  constructor(access: BrokerAccess, known: KnownAccounts) {
    this.#access = access;
    this.#known = known;
  }

  /** The name of the call in telemetry. */
  nameOf({ api, values }: TokenCall): string {
    const withPassword = api === 'SignInSilently' && hasPassword(values);
    return withPassword ? 'AcquireTokenUsernamePassword' : api;
  }

  /** @throws RuntimeFailure for what is wrong with the call, and where there is no broker. */
  async answer(call: TokenCall, options: CallOptions): Promise<Answer<Tokens>> {
    const { platform } = this.#access;
    const request = tokenRequest(call.values, call.api, platform);
    const ask = questions[call.api]({ ...call, platform }, request);
    const missing = this.#access.startupFailure;
    if (missing !== undefined) {
      const servesItself = opensNoWindow(call) && platform !== 'win32';
      throw servesItself ? notServed(call.api, request, platform) : missing;
    }
    try {
      const result = await ask(this.#access.broker, options);
      const account = this.#known.signedIn(Account.ofTokens(result, call.account));
      return { value: { result, account }, reported: result.telemetry };
    } catch (cause) {
      throw isNotServed(cause) ? notServed(call.api, request, platform) : cause;
    }
  }
}

/** Whether the original, without a broker, looks for tokens of its own and finds none. */
function opensNoWindow({ api, values }: TokenCall): boolean {
  return api === 'AcquireTokenSilently' || (api === 'SignInSilently' && !hasPassword(values));
}

type Ask = (broker: Broker, options: CallOptions) => Promise<TokenResult>;

type AskedCall = TokenCall & { readonly platform: Platform };

const questions: Readonly<Record<TokenApi, (call: AskedCall, request: TokenRequest) => Ask>> = {
  AcquireTokenSilently: (call, request) => {
    const account = accountOf(call);
    return (broker, options) => broker.acquireTokenSilently({ ...request, ...options, account });
  },
  AcquireTokenInteractively: (call, request) => {
    const inWindow = windowRequest(call, request);
    const account = accountOf(call);
    return (broker, options) =>
      broker.acquireTokenInteractively({ ...inWindow, ...options, account });
  },
  SignInSilently: (call, request) => {
    const credentials = credentialsOf(call.values);
    return (broker, options) =>
      credentials === undefined
        ? broker.signInSilently({ ...request, ...options })
        : broker.acquireTokenByUsernamePassword({ ...request, ...options, ...credentials });
  },
  // Only on Windows does the original pass the hint of this call on; elsewhere it drops it.
  SignInInteractively: (call, request) => {
    const hint = call.platform === 'win32' ? hintOf(call) : {};
    const inWindow = { ...windowRequest(call, request), ...hint };
    return (broker, options) => broker.signInInteractively({ ...inWindow, ...options });
  },
  SignIn: (call, request) => {
    const hinted = { ...request, ...hintOf(call) };
    if (request.redirectUri === undefined) {
      return (broker, options) => signInWithoutWindow(broker, { ...hinted, ...options });
    }
    const inWindow = {
      ...windowRequest(call, request),
      ...hinted,
      redirectUri: request.redirectUri,
    };
    return (broker, options) => broker.signIn({ ...inWindow, ...options });
  },
};

function hintOf({ accountHint = '' }: TokenCall): { readonly loginHint?: string } {
  return accountHint === '' ? {} : { loginHint: accountHint };
}

function accountOf({ account }: TokenCall): BrokerAccount {
  if (account === undefined) throw new TypeError('A call for an account without one');
  return account;
}

function windowRequest({ windowHandle = new Uint8Array() }: TokenCall, request: TokenRequest) {
  if (request.redirectUri === undefined) throw mistake('noRedirectUri');
  return {
    ...request,
    redirectUri: request.redirectUri,
    parentWindowHandle: windowOf(windowHandle),
  };
}

/** The original misses the redirect URI only when it comes to the window. */
async function signInWithoutWindow(
  broker: Broker,
  request: TokenRequest & { readonly loginHint?: string },
): Promise<TokenResult> {
  try {
    return await broker.signInSilently(request);
  } catch (cause) {
    throw needsWindow(cause) ? mistake('noRedirectUri') : cause;
  }
}

/**
 * The original serves such calls itself, without a broker. What it reports where it knows no user
 * of that kind is what this reports; where it would open a window of its own, this cannot. On
 * Windows it hands them to WAM, whatever that makes of them.
 */
function notServed(api: TokenApi, request: TokenRequest, platform: Platform): RuntimeFailure {
  const { host, pathname } = new URL(request.authority);
  const opensWindow = api === 'SignInInteractively' || api === 'AcquireTokenInteractively';
  if (opensWindow || platform === 'win32') {
    return new RuntimeFailure(
      ErrorStatus.ApiContractViolation,
      '',
      'The broker of this platform does not serve this authority',
    );
  }
  if (api !== 'AcquireTokenSilently') {
    return new RuntimeFailure(
      ErrorStatus.InteractionRequired,
      '52trf',
      'Default account could not be found',
    );
  }
  return /^\/(adfs|tfp)(\/|$)/i.test(pathname) || host.endsWith('.b2clogin.com')
    ? new RuntimeFailure(
        ErrorStatus.AuthorityUntrusted,
        '6xuaf',
        `Authority: ${request.authority} is not authorized.`,
      )
    : new RuntimeFailure(
        ErrorStatus.InteractionRequired,
        '9u8f4',
        'No valid refresh tokens available in the cache.',
      );
}

// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';

import { checkCallOptions } from '../broker/checks/call-options.js';
import type { CallScope } from '../broker/call-scope.js';
import { CONSOLE_WINDOW_HANDLE } from '../broker/console-window-handle.js';
import { currentPlatform, type Platform } from '../broker/platform.js';
import type { CallOptions } from '../broker/types.js';
import { accountAtBroker, listAccounts } from './accounts.js';
import { routeOf, type App, type RoutedRequest } from './app.js';
import { interactiveInBrowser } from './browser-flow.js';
import { wantsProof } from './broker-request.js';
import { Calls } from './calls.js';
import type { Configuration } from './configuration.js';
import type { BrokerDecision } from './decision.js';
import { deviceCodeAtMsal } from './device-code.js';
import { explained } from './errors.js';
import { interactiveAtBroker } from './interactive-flow.js';
import { makeApp } from './make-app.js';
import { requireMsalNode, type MsalNode } from './msal-module.js';
import { requestChecks } from './request-checks.js';
import { resultOfBroker, resultOfMsal } from './results.js';
import type {
  AccountFilter,
  AuthenticationResult,
  DeviceCodeRequest,
  InteractiveRequest,
  SilentRequest,
  UsernamePasswordRequest,
} from './requests.js';
import { forgetInCache, signOutAtBroker } from './sign-out.js';
import { isReported, silentAtBroker, silentAtMsal } from './silent-flow.js';
import { passwordAtBroker, passwordAtMsal } from './username-password.js';

/** As the Broker's own. */
const callTimeoutMs = 300_000;

/** For a user at a browser, whom nothing else reminds; as long as a device code lives. */
const userTimeoutMs = 900_000;

/** A device code ends by itself; this is only what a timer takes. */
const endlessMs = 2_147_483_647;

/**
 * An app that signs users in: through the broker of the operating system where the app opted in and
 * the rules of docs/rules.md allow it, else with msal-node's own flows, which keep the app's msal
 * configuration.
 *
 * Calls take msal-node's requests, and `signal` and `timeoutMs` besides. What the broker answers
 * comes as BrokerError, what msal-node's flows answer as msal-node's errors. A call that failed at
 * the broker is an error; it never goes on with the browser.
 */
export class PublicClientApplication implements AsyncDisposable {
  /** For a program without a window of its own. */
  static readonly CONSOLE_WINDOW_HANDLE = CONSOLE_WINDOW_HANDLE;

  readonly #app: App;
  readonly #calls = new Calls();
  readonly #checks: ReturnType<typeof requestChecks>;

  /**
   * Decides by the configuration and the installed parts; the broker itself is asked by the first
   * call that needs it.
   *
   * @throws BrokerError `invalid_request` for a wrong configuration, `dependency_missing` if the
   * native module or `@azure/msal-node` is not installed; with `broker.strict` whatever keeps the
   * broker from being used.
   */
  constructor(configuration: Configuration) {
    this.#app = makeApp(configuration, new.target.platform(), () => new.target.msalNode());
    this.#checks = requestChecks(configuration.auth.clientId);
  }

  /** The same, with the decision taken: the broker has answered a Ping, or is off. */
  static async create(configuration: Configuration): Promise<PublicClientApplication> {
    const app = new this(configuration);
    try {
      await app.brokerDecision();
    } catch (error) {
      await app.close();
      throw error;
    }
    return app;
  }

  /** The app's msal-node, in the build that fits this entry of the package. */
  protected static msalNode(): MsalNode {
    return requireMsalNode();
  }

  protected static platform(): Platform {
    return currentPlatform();
  }

  /**
   * Whether the broker is used, and if not, why. With an `authority` or an `account`: whether for
   * such a request.
   */
  async brokerDecision(request: RoutedRequest & CallOptions = {}): Promise<BrokerDecision> {
    const check = this.#checks.decision;
    return this.#run('brokerDecision', request, check, callTimeoutMs, async (scope) => {
      const { decision } = await routeOf(this.#app, scope, request);
      return decision;
    });
  }

  /**
   * A token, with the user's help where it is needed.
   *
   * @throws BrokerError `window_handle_required` where the broker is on and no window was given.
   */
  async acquireTokenInteractive(request: InteractiveRequest): Promise<AuthenticationResult> {
    const app = this.#app;
    return this.#run(
      'acquireTokenInteractive',
      request,
      this.#checks.interactive,
      userTimeoutMs,
      async (scope) => {
        const { broker } = await routeOf(app, scope, request);
        if (broker !== undefined) {
          const result = await interactiveAtBroker({ app, broker, scope, request });
          return resultOfBroker(app, result, request);
        }
        refuseProof(scope, request);
        return resultOfMsal(await interactiveInBrowser(app, scope, request));
      },
    );
  }

  /**
   * A token without the user, or null where that cannot be had; why not is said by
   * `acquireTokenSilentWithError`. What the caller has to mend (`invalid_request`, `not_supported`,
   * `redirect_uri_not_registered`) or has ended still rejects.
   */
  async acquireTokenSilent(request: SilentRequest): Promise<AuthenticationResult | null> {
    try {
      return await this.#silent('acquireTokenSilent', request);
    } catch (error) {
      if (isReported(this.#app, error)) throw error;
      return null;
    }
  }

  /** A token without the user, or the reason why it cannot be had; null for `account: null`. */
  async acquireTokenSilentWithError(request: SilentRequest): Promise<AuthenticationResult | null> {
    return this.#silent('acquireTokenSilentWithError', request);
  }

  /**
   * A token for a password. For tests and old programs: it fails wherever more than a password is
   * asked for.
   *
   * @deprecated The identity provider advises against this flow.
   */
  async acquireTokenByUsernamePassword(
    request: UsernamePasswordRequest,
  ): Promise<AuthenticationResult> {
    const app = this.#app;
    return this.#run(
      'acquireTokenByUsernamePassword',
      request,
      this.#checks.usernamePassword,
      callTimeoutMs,
      async (scope) => {
        app.log.write('warning', 'The username/password flow is deprecated', scope.correlationId);
        const { broker } = await routeOf(app, scope, request);
        if (broker !== undefined) {
          const result = await passwordAtBroker(app, broker, scope, request);
          return resultOfBroker(app, result, request);
        }
        refuseProof(scope, request);
        return resultOfMsal(await passwordAtMsal(app, scope, request));
      },
    );
  }

  /** A token by a code that the user enters on another device; never through the broker. */
  async acquireTokenByDeviceCode(request: DeviceCodeRequest): Promise<AuthenticationResult | null> {
    return this.#run(
      'acquireTokenByDeviceCode',
      request,
      this.#checks.deviceCode,
      endlessMs,
      async (scope) => {
        refuseProof(scope, request);
        const result = await deviceCodeAtMsal(this.#app, scope, request);
        return result === null ? null : resultOfMsal(result);
      },
    );
  }

  /**
   * The broker's accounts and those that msal-node has in its cache, one for each home account id;
   * the broker's come first.
   */
  async getAccounts(filter: AccountFilter = {}): Promise<AccountInfo[]> {
    return this.#run('getAccounts', filter, this.#checks.filter, callTimeoutMs, async (scope) => {
      const { broker } = await routeOf(this.#app, scope, {});
      return listAccounts(this.#app, scope, broker, filter);
    });
  }

  /**
   * Signs the account out of this app: at the broker, if it is one of its accounts, and in
   * msal-node's cache. The operating system keeps it.
   */
  async removeAccount(account: AccountInfo, options: CallOptions = {}): Promise<void> {
    const check = (given: unknown): void => {
      checkCallOptions(given);
      this.#checks.account(account);
    };
    return this.#run('removeAccount', options, check, callTimeoutMs, async (scope) => {
      const { broker } = await routeOf(this.#app, scope, { account });
      const known = accountAtBroker(this.#app, account);
      if (broker !== undefined && known !== undefined) {
        await signOutAtBroker(this.#app, broker, scope, known, options);
      }
      await forgetInCache(this.#app, scope, account);
    });
  }

  /** Whether proof of possession can be had: where the broker is on. */
  async isPopSupported(): Promise<boolean> {
    const { state } = await this.brokerDecision();
    return state === 'on';
  }

  /** Ends every call with `closed`, and a window with it. A program ends by itself without it. */
  async close(): Promise<void> {
    this.#calls.close();
    await this.#app.gate.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #silent(operation: string, request: SilentRequest): Promise<AuthenticationResult | null> {
    const app = this.#app;
    return this.#run(operation, request, this.#checks.silent, callTimeoutMs, async (scope) => {
      const { account } = request;
      if (account === null) return null;
      const known = accountAtBroker(app, account);
      // Accounts of another source never go to the broker, which need not be asked for them.
      const { broker } = known === undefined ? {} : await routeOf(app, scope, request);
      if (broker !== undefined && known !== undefined) {
        const result = await silentAtBroker(app, broker, scope, request, known);
        return resultOfBroker(app, result, request);
      }
      refuseProof(scope, request);
      return resultOfMsal(await silentAtMsal(app, scope, { ...request, account }));
    });
  }

  async #run<R extends CallOptions & { readonly scopes?: readonly string[] }, T>(
    operation: string,
    request: R,
    check: (request: R) => void,
    timeoutMs: number,
    work: (scope: CallScope) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#calls.run({ operation, request, check, timeoutMs }, work);
    } catch (error) {
      throw explained(this.#app, request, error);
    }
  }
}

/** @throws BrokerError `not_supported` if the request wants what the broker alone can give. */
function refuseProof(scope: CallScope, request: Parameters<typeof wantsProof>[0]): void {
  if (!wantsProof(request)) return;
  throw scope.error('not_supported', {
    detail:
      'authScheme needs the broker, which does not serve this call (brokerDecision() says why; ' +
      'device codes never go to it); leave it out',
  });
}

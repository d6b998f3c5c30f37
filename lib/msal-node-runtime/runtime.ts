// SPDX-License-Identifier: MIT
import { Account } from './account.js';
import { AccountCalls } from './account-calls.js';
import * as argument from './arguments.js';
import { AuthParameters } from './auth-parameters.js';
import { authorityOf } from './authority.js';
import { BrokerAccess, type OpenChannel } from './broker-access.js';
import { begin, type AsyncHandle } from './call.js';
import { correlationIdOf } from './correlation-id.js';
import {
  AuthResult,
  DiscoverAccountsResult,
  ReadAccountResult,
  SignOutResult,
  type Ending,
} from './results.js';
import { TokenCalls, type TokenCall } from './token-calls.js';
import type { MsalNodeRuntime } from './types.js';

/** Any arguments. Each is checked for its type in its turn, as in the original. */
type Given = readonly unknown[];

/** The arguments of a call for tokens, with its id as it was given. */
interface TokenArguments extends Omit<TokenCall, 'values'> {
  readonly parameters: AuthParameters;
  readonly id: string;
}

/** The runtime over the broker that the channel leads to. */
export function createRuntime(openChannel: OpenChannel): MsalNodeRuntime {
  const access = new BrokerAccess(openChannel);
  const accounts = new AccountCalls(access);
  const tokens = new TokenCalls(access, accounts.known);

  /** Calls back once; what the callback throws must not end an app that lived on with the original. */
  const settler = <T>(
    done: unknown,
    Result: new (ending: Ending<T>) => unknown,
  ): ((ending: Ending<T>) => void) => {
    const call = argument.callback(done);
    return (ending) => {
      try {
        call(new Result(ending));
      } catch (error) {
        access.logThrown(error);
      }
    };
  };

  const beginTokens = (given: TokenArguments, done: unknown): AsyncHandle => {
    const settle = settler(done, AuthResult);
    const { parameters, id, ...parts } = given;
    const call: TokenCall = { ...parts, values: AuthParameters.valuesOf(parameters) };
    const { authority, clientId } = call.values;
    // The one call that throws for this, where the others tell it in their result.
    if (call.api === 'SignInInteractively') authorityOf(authority, call.api);
    const correlationId = correlationIdOf(id);
    return begin({
      api: tokens.nameOf(call),
      correlationId,
      clientId,
      settle,
      work: (signal) => tokens.answer(call, { correlationId, signal }),
    });
  };

  const signInWithWindow =
    (api: 'SignIn' | 'SignInInteractively') =>
    (...[window, parameters, id, hint, done]: Given): AsyncHandle => {
      access.checkLoaded();
      const given = {
        api,
        windowHandle: argument.bytes(window),
        parameters: AuthParameters.of(parameters),
        id: argument.text(id),
        accountHint: argument.text(hint),
      };
      return beginTokens(given, done);
    };

  const forAccount = (
    api: 'AcquireTokenSilently' | 'AcquireTokenInteractively',
    [parameters, id, account, done]: Given,
    window: Pick<TokenCall, 'windowHandle'> = {},
  ): AsyncHandle => {
    const given = {
      api,
      ...window,
      parameters: AuthParameters.of(parameters),
      id: argument.text(id),
      account: Account.brokerAccountOf(account),
    };
    return beginTokens(given, done);
  };

  const runtime = {
    AuthParameters,
    SignInAsync: signInWithWindow('SignIn'),
    SignInInteractivelyAsync: signInWithWindow('SignInInteractively'),
    SignInSilentlyAsync: (...[parameters, id, done]: Given) => {
      access.checkLoaded();
      const given = {
        api: 'SignInSilently',
        parameters: AuthParameters.of(parameters),
        id: argument.text(id),
      } as const;
      return beginTokens(given, done);
    },
    AcquireTokenSilentlyAsync: (...given: Given) => {
      access.checkLoaded();
      return forAccount('AcquireTokenSilently', given);
    },
    AcquireTokenInteractivelyAsync: (...[window, ...given]: Given) => {
      access.checkLoaded();
      const windowHandle = argument.bytes(window);
      return forAccount('AcquireTokenInteractively', given, { windowHandle });
    },
    SignOutSilentlyAsync: (...[client, id, account, done]: Given) => {
      access.checkLoaded();
      const clientId = argument.text(client);
      const correlationId = correlationIdOf(argument.text(id));
      const of = Account.brokerAccountOf(account);
      const settle = settler(done, SignOutResult);
      return begin({
        api: 'SignOut',
        correlationId,
        clientId,
        settle,
        work: (signal) => accounts.signOut(clientId, of, { correlationId, signal }),
      });
    },
    ReadAccountByIdAsync: (...[account, id, done]: Given) => {
      access.checkLoaded();
      const accountId = argument.text(account);
      const correlationId = correlationIdOf(argument.text(id));
      const settle = settler(done, ReadAccountResult);
      const client = AuthParameters.latestClientId;
      return begin({
        api: 'ReadAccountById',
        correlationId,
        settle,
        work: (signal) => accounts.readById(accountId, client, { correlationId, signal }),
      });
    },
    DiscoverAccountsAsync: (...[client, id, done]: Given) => {
      access.checkLoaded();
      const clientId = argument.text(client);
      const correlationId = correlationIdOf(argument.text(id));
      const settle = settler(done, DiscoverAccountsResult);
      return begin({
        api: 'DiscoverAccounts',
        correlationId,
        clientId,
        settle,
        work: (signal) => accounts.discover(clientId, { correlationId, signal }),
      });
    },
    RegisterLogger: (...[logger, isPiiEnabled]: Given) => {
      access.checkLoaded();
      access.logTo(argument.callback(logger), argument.flag(isPiiEnabled));
    },
  };
  // Not enumerable: what lists or copies the members must not look for a broker by that.
  return Object.defineProperty(runtime, 'StartupError', {
    enumerable: false,
    get: () => access.startupFailure?.plain,
  });
}

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

/** Any arguments: what comes from JavaScript is checked here, in the original's order. */
type Given = readonly unknown[];

/** The runtime over the broker that the channel leads to. */
export function createRuntime(openChannel: OpenChannel): MsalNodeRuntime {
  const access = new BrokerAccess(openChannel);
  const accounts = new AccountCalls(access);
  const tokens = new TokenCalls(access, accounts.known);

  const beginTokens = (call: TokenCall, correlationId: string, done: unknown): AsyncHandle => {
    const settle = settler(done, AuthResult);
    const id = correlationIdOf(correlationId);
    const facts = { api: tokens.nameOf(call), correlationId: id, clientId: call.values.clientId };
    return begin({
      ...facts,
      settle,
      work: (signal) => tokens.answer(call, { correlationId: id, signal }),
    });
  };

  const runtime = {
    AuthParameters,
    SignInAsync: (...[window, parameters, id, hint, done]: Given) => {
      access.checkLoaded();
      const call = inWindow(window, parameters, done);
      const ids = [argument.text(id), argument.text(hint)] as const;
      return beginTokens({ ...call, api: 'SignIn', accountHint: ids[1] }, ids[0], done);
    },
    SignInSilentlyAsync: (...[parameters, id, done]: Given) => {
      access.checkLoaded();
      argument.callback(done);
      const values = AuthParameters.valuesOf(parameters);
      return beginTokens({ api: 'SignInSilently', values }, argument.text(id), done);
    },
    SignInInteractivelyAsync: (...[window, parameters, id, hint, done]: Given) => {
      access.checkLoaded();
      const call = { ...inWindow(window, parameters, done), api: 'SignInInteractively' } as const;
      const ids = [argument.text(id), argument.text(hint)] as const;
      // The one call that throws for this, where the others tell it in their result.
      authorityOf(call.values.authority, call.api);
      return beginTokens(call, ids[0], done);
    },
    AcquireTokenSilentlyAsync: (...[parameters, id, account, done]: Given) => {
      access.checkLoaded();
      argument.callback(done);
      const values = AuthParameters.valuesOf(parameters);
      const of = Account.brokerAccountOf(account);
      const call = { api: 'AcquireTokenSilently', values, account: of } as const;
      return beginTokens(call, argument.text(id), done);
    },
    AcquireTokenInteractivelyAsync: (...[window, parameters, id, account, done]: Given) => {
      access.checkLoaded();
      const call = inWindow(window, parameters, done);
      const of = Account.brokerAccountOf(account);
      const full = { ...call, api: 'AcquireTokenInteractively', account: of } as const;
      return beginTokens(full, argument.text(id), done);
    },
    SignOutSilentlyAsync: (...[client, id, account, done]: Given) => {
      access.checkLoaded();
      const settle = settler(done, SignOutResult);
      const of = Account.brokerAccountOf(account);
      const clientId = argument.text(client);
      const correlationId = correlationIdOf(argument.text(id));
      return begin({
        ...{ api: 'SignOut', correlationId, clientId, settle },
        work: (signal) => accounts.signOut(clientId, of, { correlationId, signal }),
      });
    },
    ReadAccountByIdAsync: (...[account, id, done]: Given) => {
      access.checkLoaded();
      const settle = settler(done, ReadAccountResult);
      const accountId = argument.text(account);
      const correlationId = correlationIdOf(argument.text(id));
      const client = AuthParameters.latestClientId;
      return begin({
        ...{ api: 'ReadAccountById', correlationId, settle },
        work: (signal) => accounts.readById(accountId, client, { correlationId, signal }),
      });
    },
    DiscoverAccountsAsync: (...[client, id, done]: Given) => {
      access.checkLoaded();
      const settle = settler(done, DiscoverAccountsResult);
      const clientId = argument.text(client);
      const correlationId = correlationIdOf(argument.text(id));
      return begin({
        ...{ api: 'DiscoverAccounts', correlationId, clientId, settle },
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

function inWindow(window: unknown, parameters: unknown, done: unknown): Omit<TokenCall, 'api'> {
  argument.callback(done);
  const windowHandle = argument.bytes(window);
  return { windowHandle, values: AuthParameters.valuesOf(parameters) };
}

function settler<T>(
  done: unknown,
  Result: new (ending: Ending<T>) => unknown,
): (ending: Ending<T>) => void {
  const call = argument.callback(done);
  return (ending) => {
    call(new Result(ending));
  };
}

// SPDX-License-Identifier: MIT
import {
  type Account,
  type Broker,
  BrokerError,
  CONSOLE_WINDOW_HANDLE,
  type TokenResult,
  openBroker,
} from 'entra-broker';
import { DbusChannel } from '../../../lib/channels/dbus/channel.js';
import { statusNumber } from '../../../lib/errors/table.js';
import { ada, authority, clientId, redirectUri } from '../runtime-calls.js';
import type { AnsweredAccount, AnsweredTokens, Answer, Ask, Client } from './ask.js';
import { given } from './given.js';

/** Our Broker, over the same bus. */
export class OurClient implements Client, AsyncDisposable {
  private constructor(private readonly broker: Broker) {}

  static async open(busAddress: string | undefined): Promise<OurClient> {
    const channel = new DbusChannel(given({ address: busAddress }));
    // The broker's own words are compared, so they must come unmasked.
    return new OurClient(await openBroker({ channel, enablePiiLogging: true }));
  }

  async ask(question: Ask, correlationId: string): Promise<Answer> {
    try {
      if (question.operation === 'accounts') {
        const accounts = await this.broker.getAccounts({ clientId, correlationId });
        return { kind: 'accounts', accounts: accounts.map(accountOf) };
      }
      return tokensOf(await this.tokens(question, correlationId));
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error;
      const { status, nativeCode, tag, context } = error;
      return { kind: 'failure', status: statusNumber(status), code: nativeCode, tag, context };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.broker.close();
  }

  private async tokens(question: Ask, correlationId: string): Promise<TokenResult> {
    const { broker } = this;
    const request = { ...requestOf(question), correlationId };
    const inWindow = {
      ...request,
      ...given({ loginHint: question.loginHint }),
      redirectUri,
      parentWindowHandle: question.windowHandle ?? CONSOLE_WINDOW_HANDLE,
    };
    switch (question.operation) {
      case 'silent':
        return broker.acquireTokenSilently({ ...request, account: await this.ada(correlationId) });
      case 'interactive':
        return broker.acquireTokenInteractively({
          ...inWindow,
          account: await this.ada(correlationId),
        });
      case 'signIn':
        return broker.signIn(inWindow);
      case 'signInSilently':
        return broker.signInSilently({ ...request, ...given({ loginHint: question.loginHint }) });
      case 'signInInteractively':
        return broker.signInInteractively(inWindow);
      case 'usernamePassword':
        return broker.acquireTokenByUsernamePassword({
          ...request,
          username: question.username ?? '',
          password: question.password ?? '',
        });
      case 'accounts':
        throw new TypeError('That brings no tokens');
    }
  }

  private async ada(correlationId: string): Promise<Account> {
    const accounts = await this.broker.getAccounts({ clientId, correlationId });
    const account = accounts.find(({ username }) => username === ada);
    if (account === undefined) throw new Error('The broker has no such account');
    return account;
  }
}

function requestOf(question: Ask) {
  const { claims, accessTokenToRenew, proof, extraParameters, withoutRedirectUri } = question;
  return {
    clientId,
    authority: question.authority ?? authority,
    scopes: question.scopes ?? ['User.Read'],
    ...(withoutRedirectUri === true ? {} : { redirectUri }),
    ...given({ claims, accessTokenToRenew, extraParameters, proofOfPossession: proof }),
  };
}

function tokensOf(result: TokenResult): AnsweredTokens {
  const { idToken, accessToken, authorizationHeader } = result;
  return {
    kind: 'tokens',
    account: accountOf(result.account),
    idToken,
    accessToken,
    authorizationHeader,
    proofOfPossession: result.tokenType === 'pop',
    scopes: new Set(result.scopes),
    expiresOn: result.expiresOn.getTime() / 1000,
  };
}

function accountOf(account: Account): AnsweredAccount {
  const { homeAccountId, localAccountId, environment, realm, username } = account;
  return {
    homeAccountId,
    localAccountId,
    environment,
    realm,
    username,
    name: account.name ?? '',
    clientInfo: account.clientInfo ?? '',
  };
}

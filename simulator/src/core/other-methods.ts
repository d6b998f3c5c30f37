// SPDX-License-Identifier: MIT
import type { World } from '../scenario/world.js';
import { wireAccount, type AccountBook, type AccountState } from './accounts.js';
import { checkClient } from './clients.js';
import { faults } from './fault.js';
import { asObject, textOf, type JsonObject } from './json.js';
import type { Policies } from './policies.js';
import { readAccount, readPop } from './token-request.js';
import type { TokenIssuer } from './tokens.js';

/** The methods that give no token: each takes the request's JSON and returns the reply's. */
export class OtherMethods {
  constructor(
    private readonly world: World,
    private readonly accounts: AccountBook,
    private readonly policies: Policies,
    private readonly issuer: TokenIssuer,
    private readonly now: () => number,
  ) {}

  getAccounts(body: JsonObject): object {
    // Its redirectUri is not looked at: Microsoft's client sends its client id there.
    const clientId = requiredClientId(body);
    checkClient(this.world, clientId, '');
    return { accounts: this.accounts.visibleTo(clientId).map((account) => wireAccount(account)) };
  }

  getLinuxBrokerVersion(): object {
    return { linuxBrokerVersion: this.world.brokerVersion };
  }

  removeAccount(body: JsonObject): object {
    const clientId = requiredClientId(body);
    this.account(body['account']).forgottenBy.add(clientId);
    return {};
  }

  acquirePrtSsoCookie(body: JsonObject): object {
    const parameters = asObject(body['authParameters']);
    const account = this.account(body['account'] ?? parameters?.['account']);
    const clientId = textOf(parameters, 'clientId');
    this.expectSession(account, clientId);
    const subject = { clientId, username: account.username, scopes: [] };
    this.policies.check('silent', account, subject);
    const ssoUrl = textOf(body, 'ssoUrl') || textOf(parameters, 'ssoUrl');
    if (!URL.canParse(ssoUrl)) throw faults.badRequest('ssoUrl is not a URL');
    const nonce = new URL(ssoUrl).searchParams.get('sso_nonce') ?? undefined;
    const cookie = {
      cookieName: 'x-ms-RefreshTokenCredential',
      cookieContent: this.issuer.prtCookie(account, nonce, this.seconds()),
    };
    const common = { account: wireAccount(account) };
    return this.world.prtCookie === 'v2'
      ? { ...common, ...cookie }
      : { ...common, cookieItems: [cookie] };
  }

  generateSignedHttpRequest(body: JsonObject): object {
    const params = asObject(body['popParams']);
    const target = readPop(params);
    if (target?.kind !== 'signed-request' || target.httpMethod === '' || target.uriHost === '') {
      throw faults.badRequest('popParams lacks httpMethod or uriHost');
    }
    const account = this.account({ homeAccountId: textOf(params, 'homeAccountId') });
    this.expectSession(account, requiredClientId(body));
    return { signedHttpRequest: this.issuer.signedHttpRequest(target, this.seconds()) };
  }

  private account(value: unknown): AccountState {
    const reference = readAccount(value);
    const account = reference && this.accounts.find(reference);
    if (account === undefined) throw faults.accountNotFound();
    return account;
  }

  private expectSession(account: AccountState, clientId: string): void {
    if (!this.accounts.visibleTo(clientId).includes(account)) {
      throw faults.accountUnusable('The account is signed out');
    }
  }

  private seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}

function requiredClientId(body: JsonObject): string {
  const clientId = textOf(body, 'clientId');
  if (clientId === '') throw faults.badRequest('clientId is missing');
  return clientId;
}

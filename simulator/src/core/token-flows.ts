// SPDX-License-Identifier: MIT
import type { World } from '../scenario/world.js';
import type { AccountBook, AccountState } from './accounts.js';
import { checkClient } from './clients.js';
import { Fault, faults } from './fault.js';
import type { InteractionAnswer, InteractionDesk } from './interactions.js';
import type { Policies, TokenFlow } from './policies.js';
import type { Subject } from './rule-book.js';
import type { TokenDesk } from './token-desk.js';
import { authorizationTypes, type TokenRequest } from './token-request.js';

/** acquireTokenSilently and acquireTokenInteractively: who gets a token, and after what. */
export class TokenFlows {
  constructor(
    private readonly world: World,
    private readonly accounts: AccountBook,
    private readonly policies: Policies,
    private readonly tokens: TokenDesk,
    private readonly interactions: InteractionDesk,
  ) {}

  /** `answerAs` names the user that the token is for, whoever was asked for. */
  silently(request: TokenRequest, answerAs: string | undefined): object {
    checkClient(this.world, request.clientId, request.redirectUri);
    const withPassword = request.authorizationType === authorizationTypes.usernamePassword;
    const account = withPassword ? this.withPassword(request) : this.withSession(request);
    this.policies.check(withPassword ? 'password' : 'silent', account, subjectOf(request, account));
    if (withPassword) signInFor(request.clientId, account);
    return this.serve(this.accounts.byUsername(answerAs ?? '') ?? account, request, withPassword);
  }

  async interactively(
    request: TokenRequest,
    correlationId: string,
    answerAs: string | undefined,
  ): Promise<object> {
    if (request.redirectUri === '') throw faults.badRequest('redirectUri is missing');
    checkClient(this.world, request.clientId, request.redirectUri);
    const reused = this.sessionWithoutWindow(request);
    if (reused !== undefined) return this.serve(reused, request, false);

    const expected = this.expectedAccount(request);
    const candidates = this.candidatesFor(request);
    const answer = await this.interactions.ask(
      {
        correlationId,
        clientId: request.clientId,
        scopes: request.scopes,
        prompt: request.prompt,
        domainHint: request.domainHint,
        loginHint: expected?.username ?? request.username,
        candidates: candidates.map(({ username, name, signedIn }) => ({
          username,
          name,
          signedIn,
        })),
      },
      this.immediateAnswer(expected ?? candidates[0]),
    );
    const account = this.accountOf(answer);
    const subject = subjectOf(request, account);
    this.policies.check('interactive', account, subject);
    this.policies.settle(account, subject);
    signInFor(request.clientId, account);
    return this.serve(this.accounts.byUsername(answerAs ?? '') ?? account, request, true);
  }

  private serve(account: AccountState, request: TokenRequest, fresh: boolean): object {
    const granted = this.policies.granted(request.scopes, subjectOf(request, account));
    return this.tokens.serve(account, request, granted, fresh);
  }

  private withPassword(request: TokenRequest): AccountState {
    const account = this.accounts.byUsername(request.username);
    if (account?.password === undefined || account.password !== request.password) {
      throw faults.interactionRequired('The user name or the password is wrong');
    }
    return account;
  }

  private withSession(request: TokenRequest): AccountState {
    const visible = this.accounts.visibleTo(request.clientId);
    if (request.account !== undefined) {
      const account = this.accounts.find(request.account);
      if (account === undefined) throw faults.accountNotFound();
      if (!visible.includes(account)) throw faults.accountUnusable('The account is signed out');
      return account;
    }
    const hinted = this.accounts.byUsername(request.username);
    const account = request.username === '' ? visible[0] : visible.find((one) => one === hinted);
    if (account === undefined) throw faults.interactionRequired('No such account is signed in');
    return account;
  }

  private sessionWithoutWindow(request: TokenRequest): AccountState | undefined {
    if (!this.world.reuseSession || request.prompt !== '') return undefined;
    try {
      const account = this.withSession(request);
      this.policies.check('silent' satisfies TokenFlow, account, subjectOf(request, account));
      return account;
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }

  private expectedAccount({ account, username }: TokenRequest): AccountState | undefined {
    return account === undefined ? this.accounts.byUsername(username) : this.accounts.find(account);
  }

  private candidatesFor({ domainHint }: TokenRequest): readonly AccountState[] {
    const wanted = domainHint.toLowerCase();
    const there = this.accounts.all.filter(
      ({ tenantDomain, tenantId }) => tenantDomain.toLowerCase() === wanted || tenantId === wanted,
    );
    return there.length > 0 ? there : this.accounts.all;
  }

  private immediateAnswer(expected: AccountState | undefined): InteractionAnswer | undefined {
    if (this.world.answer === 'wait') return undefined;
    const pick = this.world.pick ?? expected?.username;
    return this.world.answer === 'refuse' || pick === undefined ? 'refuse' : { pick };
  }

  private accountOf(answer: InteractionAnswer): AccountState {
    if (answer === 'refuse') throw faults.userCanceled();
    if ('error' in answer) throw new Fault(answer.error);
    const account = this.accounts.byUsername(answer.pick);
    if (account === undefined) throw faults.accountNotFound();
    return account;
  }
}

function signInFor(clientId: string, account: AccountState): void {
  account.signedIn = true;
  account.forgottenBy.delete(clientId);
}

function subjectOf(request: TokenRequest, account: AccountState): Subject {
  return { clientId: request.clientId, username: account.username, scopes: request.scopes };
}

// SPDX-License-Identifier: MIT
import type { DesktopSession } from '../desktop-session.js';
import { ada, discover, failureOf, homeAccountIdOf, runtimeCall } from '../runtime-calls.js';
import type { RuntimeAccount, RuntimeCall, RuntimeResult } from '../runtime/protocol.js';
import type { AnsweredAccount, AnsweredTokens, Answer, Ask, Client } from './ask.js';
import { given } from './given.js';

const apis = {
  silent: 'AcquireTokenSilently',
  interactive: 'AcquireTokenInteractively',
  signIn: 'SignIn',
  signInSilently: 'SignInSilently',
  signInInteractively: 'SignInInteractively',
  usernamePassword: 'SignInSilently',
} as const;

/** Microsoft's runtime, or one that stands in for it. */
export class MicrosoftsClient implements Client {
  constructor(private readonly session: Pick<DesktopSession, 'call'>) {}

  async ask(question: Ask, correlationId: string): Promise<Answer> {
    const { operation } = question;
    if (operation === 'accounts') {
      const accounts = await discover(this.session, correlationId);
      return { kind: 'accounts', accounts: accounts.map(accountOf) };
    }
    const ofAccount = operation === 'silent' || operation === 'interactive';
    const account = ofAccount
      ? { homeAccountId: await homeAccountIdOf(this.session, ada, correlationId) }
      : {};
    const changes = { ...changesOf(question), ...account, correlationId };
    const call: RuntimeCall = runtimeCall(apis[operation], changes);
    const outcome = await this.session.call(call);
    if ('result' in outcome) return tokensOf(outcome.result);
    return { kind: 'failure', ...failureOf(outcome.error) };
  }
}

function changesOf(question: Ask): NonNullable<Parameters<typeof runtimeCall>[1]> {
  const { authority, claims, accessTokenToRenew, windowHandle, loginHint, scopes } = question;
  const parameters = {
    ...question.extraParameters,
    ...given({
      MSALRuntime_Username: question.username,
      MSALRuntime_Password: question.password,
    }),
    ...keyParameter(question),
  };
  return given({
    authority,
    claims,
    accessTokenToRenew,
    windowHandle,
    parameters,
    accountHint: loginHint,
    scopes: scopes?.join(' '),
    redirectUri: question.withoutRedirectUri === true ? null : undefined,
    pop: signedRequest(question),
  });
}

function keyParameter({ proof }: Ask): Readonly<Record<string, string>> {
  if (proof === undefined || !('keyId' in proof)) return {};
  return { req_cnf: Buffer.from(JSON.stringify({ kid: proof.keyId })).toString('base64url') };
}

function signedRequest({ proof }: Ask): readonly [string, string, string, string] | undefined {
  if (proof === undefined || 'keyId' in proof) return undefined;
  const { host, pathname, search } = new URL(proof.url);
  return [proof.httpMethod, host, pathname + search, proof.nonce ?? ''];
}

function tokensOf(result: RuntimeResult): AnsweredTokens {
  if (result.account === undefined) throw new TypeError('A token result without an account');
  return {
    kind: 'tokens',
    account: accountOf(result.account),
    idToken: result.rawIdToken ?? '',
    accessToken: result.accessToken ?? '',
    authorizationHeader: result.authorizationHeader ?? '',
    proofOfPossession: result.isPopAuthorization === true,
    scopes: new Set(result.grantedScopes?.split(' ')),
    expiresOn: result.expiresOn ?? 0,
  };
}

function accountOf(account: RuntimeAccount): AnsweredAccount {
  const { homeAccountId, localAccountId, environment, realm, username } = account;
  return {
    homeAccountId,
    localAccountId,
    environment,
    realm,
    username,
    name: account.displayName ?? '',
    clientInfo: account.clientInfo ?? '',
  };
}

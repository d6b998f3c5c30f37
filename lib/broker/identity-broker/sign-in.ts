// SPDX-License-Identifier: MIT
import { BrokerError } from '../../errors/broker-error.js';
import { fitsHint, isSameAccount } from '../account-guard.js';
import type { CallScope } from '../call-scope.js';
import { needsWindow } from '../needs-window.js';
import type {
  Account,
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  TokenResult,
  UsernamePasswordRequest,
} from '../types.js';
import type { IdentityBrokerClient, TokenLeg } from './client.js';

/** A token for the account that was asked for, or `account_mismatch`. */
export async function tokensForAccount(
  client: IdentityBrokerClient,
  scope: CallScope,
  leg: TokenLeg,
): Promise<TokenResult> {
  const result = await client.tokens(scope, leg);
  if (leg.account !== null && !isSameAccount(leg.account, result.account)) {
    throw scope.error('account_mismatch');
  }
  return result;
}

/**
 * Signs in without a window, as Microsoft's client does: with a hint the broker looks for that
 * user; without one it is asked for the only account there is, or for its default one.
 */
export async function signInSilently(
  client: IdentityBrokerClient,
  scope: CallScope,
  request: SignInSilentlyRequest,
  window?: bigint,
): Promise<TokenResult> {
  // Before the accounts are asked for.
  client.requireEligible(scope, { authority: request.authority, kind: 'silent', signIn: true });
  const hint = request.loginHint;
  const hinted = hint !== undefined && hint !== '';
  const account = hinted ? null : await onlyAccount(client, scope, request.clientId);
  const result = await tokensForAccount(client, scope, {
    kind: 'silent',
    request,
    account,
    username: hint,
    signIn: true,
    window,
  });
  if (!fitsHint(hint, result.account)) throw scope.error('account_mismatch');
  return result;
}

async function onlyAccount(
  client: IdentityBrokerClient,
  scope: CallScope,
  clientId: string,
): Promise<Account | null> {
  try {
    const accounts = await client.accounts(scope, clientId);
    const [account] = accounts;
    return accounts.length === 1 && account !== undefined ? account : null;
  } catch (error) {
    // A broker that cannot list its accounts may still know its default one. One that cannot be
    // reached would only fail again, after another wait; Microsoft's client asks all the same.
    scope.throwIfEnded();
    if (!(error instanceof BrokerError)) throw error;
    if (error.code !== 'broker_unavailable' || client.reading === 'exact') return null;
    throw error;
  }
}

export async function signInInteractively(
  client: IdentityBrokerClient,
  scope: CallScope,
  request: SignInInteractivelyRequest,
  window: bigint,
): Promise<TokenResult> {
  return client.tokens(scope, {
    kind: 'interactive',
    request,
    account: null,
    username: request.loginHint,
    signIn: true,
    window,
    prompt: request.prompt,
    domainHint: request.domainHint,
  });
}

/**
 * Silent first; a window where the broker wants the user (status 2 or 13), or where it answered
 * for somebody else than the hinted user. Any other failure is the result: a broken network is
 * not mended by a window. A `prompt` asks for the window right away.
 */
export async function signIn(
  client: IdentityBrokerClient,
  scope: CallScope,
  request: SignInRequest,
  window: bigint,
): Promise<TokenResult> {
  const prompt = request.prompt ?? request.extraParameters?.['prompt'];
  if (prompt !== undefined) return signInInteractively(client, scope, request, window);
  try {
    return await signInSilently(client, scope, request, window);
  } catch (error) {
    if (!needsWindow(error)) throw error;
    return signInInteractively(client, scope, request, window);
  }
}

/** A token for the user whose password it was, or `account_mismatch`. */
export async function tokensForPassword(
  client: IdentityBrokerClient,
  scope: CallScope,
  request: UsernamePasswordRequest,
): Promise<TokenResult> {
  const { username, password } = request;
  const result = await client.tokens(scope, {
    kind: 'usernamePassword',
    request,
    account: null,
    username,
    password,
    signIn: true,
  });
  if (!fitsHint(username, result.account)) throw scope.error('account_mismatch');
  return result;
}

// SPDX-License-Identifier: MIT
import { isSameAccount } from '../broker/account-guard.js';
import type { CallScope } from '../broker/call-scope.js';
import { needsWindow } from '../broker/needs-window.js';
import type { Account, Broker, Prompt, TokenResult } from '../broker/types.js';
import { readWindowHandle } from '../broker/window-handle.js';
import { BrokerError } from '../errors/broker-error.js';
import { accountAtBroker, onlyAccountNamed } from './accounts.js';
import type { App } from './app.js';
import { beforeUserInterface } from './before-user-interface.js';
import { brokerRequest } from './broker-request.js';
import { legOf } from './calls.js';
import type { InteractiveRequest } from './requests.js';

/** One interactive call at the broker. */
export interface InteractiveFlow {
  readonly app: App;
  readonly broker: Broker;
  readonly scope: CallScope;
  readonly request: InteractiveRequest;
}

/** Errors that end the call, not just the leg. */
const endsCall = new Set<BrokerError['code']>(['request_aborted', 'timed_out', 'closed']);

/**
 * A token from the broker, without a window where the prompt allows it and the broker can.
 *
 * @throws RequestProblem `window_handle_required`: a broker that is on may open a window.
 */
export async function interactiveAtBroker(flow: InteractiveFlow): Promise<TokenResult> {
  const { request, scope } = flow;
  readWindowHandle(request.parentWindowHandle);
  warnOfIgnored(flow);
  if (request.prompt === undefined || request.prompt === 'none') {
    const silent = await withoutWindow(flow);
    if (silent !== undefined) return silent;
  }
  await beforeUserInterface(scope, request, 'broker');
  return guarded(flow, await withWindow(flow));
}

function warnOfIgnored({ app, scope, request }: InteractiveFlow): void {
  const warn = (text: string): void =>
    app.log.write('warning', `${scope.operation}: ${text}`, scope.correlationId);
  if (request.extraScopesToConsent !== undefined && request.extraScopesToConsent.length > 0) {
    warn('extraScopesToConsent is ignored: the broker asks for consent to scopes only');
  }
  if (request.prompt === 'select_account' && request.loginHint !== undefined) {
    warn('loginHint is ignored with prompt select_account: the user chooses');
  }
}

/** Undefined where the user has to take part, and may. */
async function withoutWindow(flow: InteractiveFlow): Promise<TokenResult | undefined> {
  const { app, request } = flow;
  const account = request.account === undefined ? undefined : accountAtBroker(app, request.account);
  if (account !== undefined) return unlessUserNeeded(flow, () => forAccount(flow, account));
  const hinted = await forHint(flow);
  if (hinted !== undefined) return hinted;
  // The broker of macOS has no silent sign-in; without a prompt it always asks.
  if (app.gate.platform === 'darwin' && request.prompt === undefined) return undefined;
  return unlessUserNeeded(flow, async () => guarded(flow, await signInSilently(flow)));
}

/** With prompt none every failure is the result; else those that a window can mend are not. */
async function unlessUserNeeded(
  { request }: InteractiveFlow,
  leg: () => Promise<TokenResult>,
): Promise<TokenResult | undefined> {
  try {
    return await leg();
  } catch (error) {
    const canAsk = request.prompt !== 'none';
    if (canAsk && needsWindow(error)) return undefined;
    throw error;
  }
}

/**
 * The token of the only account with the hinted name. A failure counts for nothing, since the
 * sign-in that follows says more. Not where the sign-in must be recent: that tells no account.
 */
async function forHint(flow: InteractiveFlow): Promise<TokenResult | undefined> {
  const { app, broker, scope, request } = flow;
  const hint = hintOf(request);
  if (hint === undefined || request.maxAge !== undefined) return undefined;
  try {
    const account = await onlyAccountNamed(app, scope, broker, hint, request.signal);
    return account === undefined ? undefined : await forAccount(flow, account);
  } catch (error) {
    if (!(error instanceof BrokerError) || endsCall.has(error.code)) throw error;
    return undefined;
  }
}

async function forAccount(flow: InteractiveFlow, account: Account): Promise<TokenResult> {
  const { app, broker, scope, request } = flow;
  return broker.acquireTokenSilently({
    ...brokerRequest(app, request, 'account'),
    account,
    ...legOf(scope, request.signal),
  });
}

async function signInSilently({
  app,
  broker,
  scope,
  request,
}: InteractiveFlow): Promise<TokenResult> {
  const loginHint = hintOf(request);
  return broker.signInSilently({
    ...brokerRequest(app, request, 'sign_in'),
    ...(loginHint === undefined ? {} : { loginHint }),
    ...legOf(scope, request.signal),
  });
}

/** Whose name is looked for and filled in. An account of another source is a hint as well. */
function hintOf({ loginHint, account, prompt }: InteractiveRequest): string | undefined {
  if (prompt === 'select_account') return undefined;
  const hint = loginHint ?? account?.username;
  return hint === '' ? undefined : hint;
}

async function withWindow({ app, broker, scope, request }: InteractiveFlow): Promise<TokenResult> {
  const { parentWindowHandle, domainHint } = request;
  const common = {
    ...brokerRequest(app, request, 'sign_in'),
    ...(parentWindowHandle === undefined ? {} : { parentWindowHandle }),
    ...promptOf(request),
    ...(domainHint === undefined ? {} : { domainHint }),
    ...legOf(scope, request.signal),
  } as Parameters<Broker['signInInteractively']>[0];
  const asked = accountAsked(request);
  const account = asked === undefined ? undefined : accountAtBroker(app, asked);
  if (account !== undefined) return broker.acquireTokenInteractively({ ...common, account });
  const loginHint = hintOf(request);
  return broker.signInInteractively({
    ...common,
    ...(loginHint === undefined ? {} : { loginHint }),
  });
}

/**
 * A name alone brings somebody, an account is meant by its id. Where it is one of the broker's, the
 * Broker guards it.
 */
function guarded({ scope, request }: InteractiveFlow, result: TokenResult): TokenResult {
  const asked = accountAsked(request);
  if (asked === undefined || isHomeOf(asked.homeAccountId, result.account)) return result;
  throw scope.error('account_mismatch');
}

/** The account that the token has to be for; the user may choose another with these prompts. */
function accountAsked({ account, prompt }: InteractiveRequest): InteractiveRequest['account'] {
  return prompt === 'select_account' || prompt === 'create' ? undefined : account;
}

function promptOf({ prompt }: InteractiveRequest): { readonly prompt?: Prompt } {
  return prompt === undefined || prompt === 'none' ? {} : { prompt };
}

function isHomeOf(homeAccountId: string, account: Account): boolean {
  return isSameAccount({ ...account, homeAccountId }, account);
}

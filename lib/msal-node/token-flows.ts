// SPDX-License-Identifier: MIT
import { isSameAccount } from '../broker/account-guard.js';
import { check } from '../broker/checks/check.js';
import type { Platform } from '../broker/platform.js';
import type { Broker, ParentWindowHandle, Prompt, TokenResult } from '../broker/types.js';
import { wantedAccount, type WantedAccount } from './account-lookup.js';
import type { BrokerTokenRequest } from './broker-request.js';
import { maxAgeOf } from './extra-parameters.js';
import { isGiven, isMissing } from './given.js';
import type { PluginRequest } from './options.js';
import type { PluginCall } from './plugin-call.js';

/** One call of msal-node and all that its legs need. */
export interface TokenFlow {
  readonly broker: Broker;
  /** As msal sent it. */
  readonly request: PluginRequest;
  /** The same for the Broker. */
  readonly asked: BrokerTokenRequest;
  readonly call: PluginCall;
  /** Whose broker it is. */
  readonly platform: Platform;
}

/** A token for a known account, without a window. */
export async function tokensSilently(flow: TokenFlow): Promise<TokenResult> {
  refuseMaxAge(flow);
  // Not by its home account id, as with a window: msal-node 7.2 merges silent calls that differ
  // in nothing but an account without a broker id, and the second would get the first one's token.
  if (!isGiven(flow.request.accountId)) {
    throw flow.call.error(
      'account_not_found',
      'the account has no broker id (nativeAccountId); take it from getAllAccounts() or from a ' +
        "broker's result, or sign it in with acquireTokenInteractive, which finds it by prompt none",
    );
  }
  const wanted = await wantedAccount(flow.broker, flow.request, flow.call);
  return silently(flow, wanted);
}

/** By prompt and account, as Microsoft's plug-in; the prompt itself is sent along. */
export async function tokensInteractively(
  flow: TokenFlow,
  parentWindowHandle: ParentWindowHandle,
): Promise<TokenResult> {
  const { broker, request, call } = flow;
  if (request.prompt === 'none') refuseMaxAge(flow);
  const wanted = await wantedAccount(broker, request, call);
  switch (request.prompt) {
    case 'none':
      return silently(flow, wanted);
    case 'select_account':
    case 'create':
      // The user chooses, whatever account the caller has in mind.
      return broker.signInInteractively(windowRequest(flow, parentWindowHandle));
    case 'login':
      return guarded(
        wanted,
        await broker.signInInteractively(windowRequest(flow, parentWindowHandle, wanted)),
        call,
      );
    default:
      return withWindowWhereNeeded(flow, parentWindowHandle, wanted);
  }
}

async function silently(flow: TokenFlow, wanted: WantedAccount | undefined): Promise<TokenResult> {
  const { broker, request, asked, call } = flow;
  const parameters = silentParameters(flow);
  if (wanted === undefined) {
    const hint = isGiven(request.loginHint) ? { loginHint: request.loginHint } : {};
    return renewed(flow, (renewal) =>
      broker.signInSilently({ ...asked, ...parameters, ...hint, ...renewal, ...call.legOptions() }),
    );
  }
  if (!wanted.isKnownToBroker) {
    throw call.error(
      'account_not_found',
      'the broker does not know the account; sign it in with a window (prompt login)',
    );
  }
  const { account } = wanted;
  return renewed(flow, (renewal) =>
    broker.acquireTokenSilently({
      ...asked,
      ...parameters,
      account,
      ...renewal,
      ...call.legOptions(),
    }),
  );
}

/** A broker gives out what it has, and does not look when the user signed in. */
function refuseMaxAge({ request }: TokenFlow): void {
  check(
    isMissing(request.maxAge),
    'maxAge is supported with a window only; call acquireTokenInteractive without prompt none',
    'not_supported',
  );
}

/** In a silent request the domain is a parameter like any other, which WAM has no use for. */
function silentParameters({
  request,
  asked,
  platform,
}: TokenFlow): Pick<BrokerTokenRequest, 'extraParameters'> {
  if (!isGiven(request.domainHint) || platform === 'win32') return {};
  return { extraParameters: { ...asked.extraParameters, domain_hint: request.domainHint } };
}

/** A broker renews the token that it is shown, so there must be one first. */
async function renewed(
  { request, asked }: TokenFlow,
  ask: (renewal: { accessTokenToRenew?: string }) => Promise<TokenResult>,
): Promise<TokenResult> {
  if (!request.forceRefresh) return ask({});
  check(
    asked.proofOfPossession === undefined,
    'forceRefresh is not supported with authenticationScheme pop: the broker renews a token that ' +
      'it is shown, and shows none of that kind',
    'not_supported',
  );
  const { accessToken } = await ask({});
  return ask({ accessTokenToRenew: accessToken });
}

async function withWindowWhereNeeded(
  flow: TokenFlow,
  parentWindowHandle: ParentWindowHandle,
  wanted: WantedAccount | undefined,
): Promise<TokenResult> {
  const { broker } = flow;
  if (wanted === undefined) {
    const request = windowRequest(flow, parentWindowHandle);
    const { maxAge, forceRefresh } = flow.request;
    // A silent leg brings what the broker has, however old that is.
    const needsWindow = !isMissing(maxAge) || Boolean(forceRefresh);
    return needsWindow ? broker.signInInteractively(request) : broker.signIn(request);
  }
  if (wanted.isKnownToBroker) {
    return broker.acquireTokenInteractively({
      ...windowRequest(flow, parentWindowHandle),
      account: wanted.account,
    });
  }
  // Not signIn: its silent leg could bring the default account's token.
  const request = windowRequest(flow, parentWindowHandle, wanted);
  return guarded(wanted, await broker.signInInteractively(request), flow.call);
}

type WindowRequest = Parameters<Broker['signIn']>[0];

/** `hinted` is whose name the window shows where the request has no hint. */
function windowRequest(
  { request, asked, call }: TokenFlow,
  parentWindowHandle: ParentWindowHandle,
  hinted?: WantedAccount,
): WindowRequest {
  const { prompt, domainHint } = request;
  const loginHint = isGiven(request.loginHint) ? request.loginHint : hinted?.account.username;
  return {
    ...asked,
    extraParameters: { ...asked.extraParameters, ...maxAgeOf(request) },
    parentWindowHandle,
    ...(isGiven(loginHint) ? { loginHint } : {}),
    // Any other value is refused by the Broker, by name.
    ...(isGiven(prompt) ? { prompt: prompt as Prompt } : {}),
    ...(isGiven(domainHint) ? { domainHint } : {}),
    ...call.legOptions(),
  };
}

/** Other calls are guarded by the Broker, which knows whom they are about. */
function guarded(
  wanted: WantedAccount | undefined,
  result: TokenResult,
  call: PluginCall,
): TokenResult {
  if (wanted === undefined || isSameAccount(wanted.account, result.account)) return result;
  throw call.error(
    'account_mismatch',
    'the user signed in with another account than the one asked for; its token was dropped',
  );
}

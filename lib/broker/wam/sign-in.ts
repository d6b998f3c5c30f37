// SPDX-License-Identifier: MIT
import type { WamWindow } from '../../channels/wam/calls.js';
import type { WindowSubject } from '../../codecs/wam/index.js';
import { BrokerError } from '../../errors/broker-error.js';
import { fitsHint } from '../account-guard.js';
import { needsWindow } from '../needs-window.js';
import type {
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  TokenResult,
} from '../types.js';
import type { Conversation } from './conversation.js';
import { interactionRequired } from './failures.js';
import type { ListedAccount, Lookups, ProviderInUse } from './lookups.js';
import { chosenProvider, pickedProvider } from './provider-choice.js';
import { tokensInWindow, tokensSilently } from './tokens.js';
import { windowLeg } from './window-leg.js';

/**
 * Signs in without a window: as the hinted account where Windows lists it, else as whom Windows
 * takes for its own.
 */
export async function signInSilently(
  talk: Conversation,
  lookups: Lookups,
  request: SignInSilentlyRequest,
): Promise<TokenResult> {
  const { authority, loginHint } = request;
  const question = { authority, kind: 'silent', signIn: true, ...hintOf(loginHint) } as const;
  const provider = await chosenProvider(lookups, question);
  if (provider === 'picker') {
    const detail = 'Windows was set up without an account, so the user has to name the kind of one';
    throw interactionRequired(talk.scope, detail);
  }
  const webAccount = (await hintedAccount(talk, lookups, provider, loginHint))?.object;
  const leg = { request, provider, leg: { kind: 'silent' }, webAccount } as const;
  const result = await tokensSilently(talk, lookups, leg);
  if (fitsHint(loginHint, result.account)) return result;
  throw talk.scope.error('account_mismatch');
}

/** Signs in with a window. `afterSilent`: WAM itself has just asked for it. */
export async function signInInWindow(
  talk: Conversation,
  lookups: Lookups,
  request: SignInInteractivelyRequest,
  window: WamWindow,
  afterSilent = false,
): Promise<TokenResult> {
  const { authority, loginHint } = request;
  const question = { authority, kind: 'interactive', signIn: true, ...hintOf(loginHint) } as const;
  const chosen = await chosenProvider(lookups, question);
  const isPicked = chosen === 'picker';
  const provider = isPicked ? await pickedProvider(talk, lookups, window, request) : chosen;
  const listed = isPicked ? undefined : await hintedAccount(talk, lookups, provider, loginHint);
  const nobody: WindowSubject = { kind: isPicked ? 'new_account' : 'anybody' };
  const hinted: WindowSubject = isGiven(loginHint) ? { kind: 'hint', loginHint } : nobody;
  const subject: WindowSubject = listed === undefined ? hinted : { kind: 'listed', afterSilent };
  const leg = windowLeg(request, subject);
  return tokensInWindow(
    talk,
    lookups,
    { request, provider, leg, webAccount: listed?.object },
    window,
  );
}

/**
 * Without a window first; with one where WAM wants the user, or answers for somebody else than the
 * hinted user. Any other failure is the result. A `prompt` asks for the window right away.
 */
export async function signIn(
  talk: Conversation,
  lookups: Lookups,
  request: SignInRequest,
  window: WamWindow,
): Promise<TokenResult> {
  if (request.prompt !== undefined) return signInInWindow(talk, lookups, request, window);
  try {
    return await signInSilently(talk, lookups, request);
  } catch (error) {
    if (!needsWindow(error)) throw error;
    // After another user's answer WAM must ask, or it would give that answer again.
    const afterSilent = error instanceof BrokerError && error.code !== 'account_mismatch';
    return signInInWindow(talk, lookups, request, window, afterSilent);
  }
}

function isGiven(hint: string | undefined): hint is string {
  return hint !== undefined && hint !== '';
}

function hintOf(loginHint: string | undefined): { readonly loginHint?: string } {
  return isGiven(loginHint) ? { loginHint } : {};
}

/**
 * The account of that user name. Microsoft's client asks for the list also where there is no hint.
 * A plug-in that lists none may still know whose it is.
 */
async function hintedAccount(
  talk: Conversation,
  lookups: Lookups,
  provider: ProviderInUse,
  hint: string | undefined,
): Promise<ListedAccount | undefined> {
  const listed = await listIfPossible(talk, lookups, provider);
  return isGiven(hint) ? listed.find(({ account }) => fitsHint(hint, account)) : undefined;
}

async function listIfPossible(
  talk: Conversation,
  lookups: Lookups,
  provider: ProviderInUse,
): Promise<readonly ListedAccount[]> {
  try {
    return await lookups.list(provider);
  } catch (error) {
    talk.scope.throwIfEnded();
    if (!(error instanceof BrokerError) || error.code === 'broker_unavailable') throw error;
    return [];
  }
}

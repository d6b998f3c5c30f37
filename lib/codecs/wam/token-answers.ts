// SPDX-License-Identifier: MIT
import type { TokenResult } from '../../broker/types.js';
import type { TokenAnswer } from '../../channels/wam/calls.js';
import { protocolFault } from '../identity-broker/faults.js';
import type { ExpectedTokens } from '../identity-broker/token-replies.js';
import { integer } from '../identity-broker/untrusted-json.js';
import { detail, part, tokenText } from './untrusted-parts.js';
import { failureOfStatus, tokenStatus, type WamDecoded } from './failures.js';
import type { WamKind } from './provider.js';
import { personalTokens, workTokens } from './raw-tokens.js';
import { tokenResult } from './token-result.js';
import { httpsUrl } from './web-accounts.js';

/** What was asked for, as far as the answer is judged by it. */
export interface ExpectedWamTokens extends ExpectedTokens {
  readonly kind: WamKind;
  /** Whether WAM may answer from another cloud than the authority's (`instance_aware`). */
  readonly instanceAware: boolean;
}

export interface WamTokens {
  readonly result: TokenResult;
  /** WAM's id of the account for this client id; undefined where the answer names no account. */
  readonly webAccountId?: string;
  /** WAM says that it is another account than asked for: for the account guard to judge. */
  readonly accountSwitched: boolean;
}

/** Tokens in WAM's answer. `now` stands in for an expiry that it does not tell. */
export function decodeTokenAnswer(
  answer: TokenAnswer,
  expected: ExpectedWamTokens,
  now: Date,
): WamDecoded<WamTokens> {
  const { kind } = expected;
  const response = part(answer, 'response');
  const status = integer(part(answer, 'status'));
  if (status === undefined) return protocolFault('', 'the token reply has no status');
  const accountSwitched = kind === 'aad' && status === tokenStatus.accountSwitch;
  // Microsoft's client takes none of them.
  const takesTokens = accountSwitched && expected.reading !== 'exact';
  const bringsTokens = takesTokens && tokenText(response, 'token') !== undefined;
  if (status !== tokenStatus.success && !bringsTokens) {
    const error = part(answer, 'error') ?? part(response, 'error');
    return failureOfStatus(kind, status, error);
  }
  const raw = kind === 'aad' ? workTokens(response, now) : personalTokens(response, now);
  if (!raw.ok) return raw;
  const result = tokenResult(raw.value, authorityOf(response, expected), expected);
  if (!result.ok) return result;
  const webAccountId = detail(part(response, 'account'), 'id');
  return {
    ok: true,
    value: {
      result: result.value,
      accountSwitched,
      ...(webAccountId === undefined ? {} : { webAccountId }),
    },
  };
}

/** Whether the feature that was asked about is there; everything but success means no. */
export function isFeatureSupported(answer: TokenAnswer): boolean {
  return integer(part(answer, 'status')) === tokenStatus.success;
}

/** Whether WAM answered the very token that the caller wants no more: its cache must be emptied. */
export function isTokenToRenew(
  accessToken: string,
  accessTokenToRenew: string | undefined,
): boolean {
  return accessToken !== '' && accessToken === accessTokenToRenew;
}

/** Only a call that lets WAM change the cloud takes WAM's word for it. */
function authorityOf(response: unknown, expected: ExpectedWamTokens): string {
  if (!expected.instanceAware) return expected.authority;
  return httpsUrl(detail(part(response, 'properties'), 'Authority')) ?? expected.authority;
}

// SPDX-License-Identifier: MIT
import { tagNumber } from '../../errors/tag.js';
import type { BrokerFault, Decoded, Failed } from '../identity-broker/faults.js';
import { integer } from '../identity-broker/untrusted-json.js';
import { part, words } from './untrusted-parts.js';
import type { WamKind } from './provider.js';
import { errorRow } from './provider-errors.js';

/** A failure that WAM names; `retry` where the same call, after a wait, may well succeed. */
export type WamFailure = Failed & { readonly retry?: 'back_off' };

/** What the decoders of WAM's answers return; none of them throws. */
export type WamDecoded<T> = Extract<Decoded<T>, { ok: true }> | WamFailure;

/** WebTokenRequestStatus. */
export const tokenStatus = {
  success: 0,
  userCancel: 1,
  accountSwitch: 2,
  userInteractionRequired: 3,
  accountProviderNotAvailable: 4,
  providerError: 5,
} as const;

/** Statuses that say it all, by WebTokenRequestStatus: number and tag of Microsoft's client. */
const plainStatuses: Readonly<Record<WamKind, ReadonlyMap<number, readonly [number, string]>>> = {
  aad: new Map([
    [tokenStatus.userCancel, [7, '9zeuv']],
    [tokenStatus.accountSwitch, [12, '6m7gu']],
    [tokenStatus.userInteractionRequired, [2, '7rhah']],
  ]),
  msa: new Map([
    [tokenStatus.userCancel, [7, '']],
    [tokenStatus.accountSwitch, [0, '']],
    [tokenStatus.userInteractionRequired, [2, '4ummk']],
  ]),
};

/** The failure that an unsuccessful answer of WAM stands for. */
export function failureOfStatus(kind: WamKind, status: number, error: unknown): WamFailure {
  const { code, message } = providerError(error);
  const plain = plainStatuses[kind].get(status);
  if (plain !== undefined) {
    const [number, tag] = plain;
    // Microsoft's client reports no code where the user or another account ended the call.
    const nativeCode = status === tokenStatus.userInteractionRequired ? code : 0;
    return { ok: false, fault: brokerFault(number, nativeCode, tag, message) };
  }
  const namesCode = status === tokenStatus.providerError || (kind === 'msa' && code !== 0);
  if (namesCode) return failureOfCode(kind, code, message);
  // Microsoft's client then reports WAM's status as the code.
  return { ok: false, fault: brokerFault(0, status, '', message) };
}

/** A call to WAM that failed as such, with an HRESULT; either sign of it will do. */
export function failureOfHresult(kind: WamKind, hresult: number): WamFailure {
  return failureOfCode(kind, hresult >>> 0, '');
}

/** Code and words of a WebProviderError; zero and nothing where there is none. */
export function providerError(error: unknown): { code: number; message: string } {
  return { code: (integer(part(error, 'code')) ?? 0) >>> 0, message: words(error, 'message') };
}

function failureOfCode(kind: WamKind, code: number, message: string): WamFailure {
  const row = errorRow(kind, code);
  const fault = brokerFault(row.status, code, row.tag, message);
  return row.backOff === true ? { ok: false, fault, retry: 'back_off' } : { ok: false, fault };
}

export function brokerFault(
  status: number,
  nativeCode: number,
  tag: string,
  context: string,
): BrokerFault {
  const wire = { code: nativeCode, tag: tagNumber(tag) };
  return { kind: 'broker', status, nativeCode, tag, context, wire };
}

// SPDX-License-Identifier: MIT
import type { ProofOfPossession, TokenRequest } from '../../broker/types.js';
import { keyIdOfReqCnf } from './pop-params.js';
import type { ClientProduct, TokenCall } from './token-call.js';

// The password and its user have fields of their own and must never become part of a URL.
const notForwarded = new Set(['MSALRuntime_Username', 'MSALRuntime_Password']);

/** `additionalQueryParametersForAuthorization` of a call for tokens. */
export function queryParameters(call: TokenCall): Readonly<Record<string, string>> {
  const extra = call.request.extraParameters ?? {};
  const proof = proofOfPossession(call);
  const moved = proof === undefined ? notForwarded : new Set([...notForwarded, 'req_cnf']);
  const kept = Object.entries(extra).filter(([name]) => !moved.has(name));
  const ownKey = call.request.proofOfPossession;
  const added = [
    // What msal says beside its parameter req_cnf, which comes with it or without.
    ...(ownKey !== undefined && 'keyId' in ownKey ? [['token_type', 'pop'] as const] : []),
    ...(call.kind === 'interactive' ? windowParameters(call) : []),
    ['x-client-xtra-sku', productSlots(call.product, extra)] as const,
  ];
  // fromEntries makes own members of any name, `__proto__` too; an assignment would not.
  return Object.fromEntries([...kept, ...added]);
}

/** The proof that a call asks for, by its own field or by msal's parameter `req_cnf`. */
export function proofOfPossession(call: {
  readonly request: Pick<TokenRequest, 'proofOfPossession' | 'extraParameters'>;
}): ProofOfPossession | undefined {
  const { proofOfPossession: proof, extraParameters } = call.request;
  const reqCnf = extraParameters?.['req_cnf'];
  if (proof !== undefined || reqCnf === undefined) return proof;
  const keyId = keyIdOfReqCnf(reqCnf);
  return keyId === undefined ? undefined : { keyId };
}

function windowParameters(
  call: Extract<TokenCall, { kind: 'interactive' }>,
): (readonly [string, string])[] {
  return [
    ...(call.prompt === undefined ? [] : [['prompt', call.prompt] as const]),
    ...(call.domainHint === undefined ? [] : [['domain_hint', call.domainHint] as const]),
    // Microsoft's client sends it with an account and a window, and not when it signs in.
    ...(call.signIn || call.account === null ? [] : [['hsu', '1'] as const]),
  ];
}

/**
 * `x-client-xtra-sku`: five slots `name|version`, for the caller's library, the runtime and its
 * parts. The first is ours unless a library above us names itself; the rest is Microsoft's.
 */
export function productSlots(
  product: ClientProduct,
  extra: Readonly<Record<string, string>>,
): string {
  const name = extra['msal_client_sku'];
  const first = name === undefined ? product : { name, version: extra['msal_client_ver'] ?? '' };
  return `${slotText(first.name)}|${slotText(first.version)},|,|,|,|`;
}

function slotText(text: string): string {
  return text.replace(/[|,]/g, '');
}

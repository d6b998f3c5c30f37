// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';
import { base64urlText } from './base64url.js';
import { protocolFault, type Decoded } from './faults.js';
import { member, nonEmptyString, parseObject, type UntrustedObject } from './untrusted-json.js';

/** Who a token reply is about. */
export interface Identity {
  readonly account: Account;
  readonly idToken: string;
  readonly idTokenClaims: UntrustedObject;
  /** `oid` of the ID token, else `sub`, else the home object id. */
  readonly uniqueId: string;
}

/**
 * The identity in a token reply: its ID token and client info. The reply's `account` member is not
 * looked at, as Microsoft's client does not either.
 */
export function decodeIdentity(fields: UntrustedObject, environment: string): Decoded<Identity> {
  const idToken = nonEmptyString(member(fields, 'idToken'));
  if (idToken === undefined) return protocolFault('649k9', absent('idToken'));
  const claims = decodeIdToken(idToken);
  if (!claims.ok) return claims;
  const clientInfo = nonEmptyString(member(fields, 'clientInfo'));
  if (clientInfo === undefined) return protocolFault('649k9', absent('clientInfo'));
  const home = decodeClientInfo(clientInfo);
  if (!home.ok) return home;

  const claim = (name: string): string | undefined => nonEmptyString(member(claims.value, name));
  const username = claim('preferred_username');
  if (username === undefined) {
    return protocolFault('9wgdn', 'the ID token of the token reply has no preferred_username');
  }
  const uniqueId = claim('oid') ?? claim('sub') ?? home.value.uid;
  const names = { name: 'name', givenName: 'given_name', familyName: 'family_name' };
  const details = Object.entries(names).flatMap(([name, source]) => {
    const value = claim(source);
    return value === undefined ? [] : [[name, value] as const];
  });
  const account: Account = {
    homeAccountId: `${home.value.uid}.${home.value.utid}`,
    localAccountId: uniqueId,
    environment,
    realm: claim('tid') ?? home.value.utid,
    username,
    clientInfo,
    ...Object.fromEntries(details),
  };
  return { ok: true, value: { account, idToken, idTokenClaims: claims.value, uniqueId } };
}

/** The payload of a JWT of three sections; the signature may be empty and is not checked. */
function decodeIdToken(idToken: string): Decoded<UntrustedObject> {
  const sections = idToken.split('.', 4);
  const payload = sections[1];
  if (payload === undefined || sections.length !== 3) {
    return protocolFault('9zj0j', 'the ID token of the token reply has not three sections');
  }
  const text = base64urlText(payload);
  if (text === undefined) {
    return protocolFault('9zj0k', 'the payload of the ID token in the token reply is no base64url');
  }
  const parsed = parseObject(text);
  if (parsed.ok && Object.keys(parsed.object).length > 0) return { ok: true, value: parsed.object };
  const problem = parsed.ok ? 'says nothing' : parsed.problem;
  return protocolFault('9zj0l', `the payload of the ID token in the token reply ${problem}`);
}

/** The home account that client info names. */
export function decodeClientInfo(clientInfo: string): Decoded<{ uid: string; utid: string }> {
  const text = base64urlText(clientInfo);
  if (text === undefined) {
    return protocolFault('836nx', 'clientInfo in the token reply is no base64url');
  }
  const parsed = parseObject(text);
  if (!parsed.ok) return protocolFault('836ny', `clientInfo in the token reply ${parsed.problem}`);
  const uid = nonEmptyString(member(parsed.object, 'uid'));
  const utid = nonEmptyString(member(parsed.object, 'utid'));
  if (uid === undefined || utid === undefined) {
    return protocolFault('836ny', 'clientInfo in the token reply lacks uid or utid');
  }
  return { ok: true, value: { uid, utid } };
}

function absent(name: string): string {
  return `${name} in the token reply is missing, empty or no string`;
}

// SPDX-License-Identifier: MIT
import type { PrtSsoCookie } from '../../broker/types.js';
import { protocolFault, type Decoded } from './faults.js';
import { openReply } from './reply.js';
import { isObject, member, nonEmptyString, type UntrustedObject } from './untrusted-json.js';

export function decodeVersion(body: string): Decoded<string> {
  return decodeString('getLinuxBrokerVersion', 'linuxBrokerVersion', '9u8f4', body);
}

export function decodeSignedHttpRequest(body: string): Decoded<string> {
  return decodeString('generateSignedHttpRequest', 'signedHttpRequest', '', body);
}

/** Anything but an error means that the account is gone. */
export function decodeRemoveAccount(body: string): Decoded<undefined> {
  return decodeNothing('removeAccount', body);
}

/** Microsoft's client does not look at this reply; what became of the flow, the flow itself says. */
export function decodeCancel(body: string): Decoded<undefined> {
  return decodeNothing('cancelInteractiveFlow', body);
}

/**
 * Cookies in a reply to acquirePrtSsoCookie: a list since broker 3.0, a single one before. An
 * element that is no cookie is left out, unless none remains.
 */
export function decodePrtSsoCookies(body: string): Decoded<readonly PrtSsoCookie[]> {
  const reply = openReply('acquirePrtSsoCookie', body);
  if (!reply.ok) return reply;
  const items: unknown = member(reply.value, 'cookieItems');
  const list: readonly unknown[] = Array.isArray(items) ? items : [reply.value];
  const cookies = list.filter(isObject).flatMap(usableCookie);
  if (cookies.length > 0 || list.length === 0) return { ok: true, value: cookies };
  return protocolFault(
    '',
    'cookieName or cookieContent in the reply to acquirePrtSsoCookie is missing or no string',
  );
}

function usableCookie(item: UntrustedObject): readonly PrtSsoCookie[] {
  const name = nonEmptyString(member(item, 'cookieName'));
  const content = nonEmptyString(member(item, 'cookieContent'));
  return name === undefined || content === undefined ? [] : [{ name, content }];
}

function decodeString(method: string, name: string, tag: string, body: string): Decoded<string> {
  const reply = openReply(method, body);
  if (!reply.ok) return reply;
  const value = nonEmptyString(member(reply.value, name));
  if (value !== undefined) return { ok: true, value };
  return protocolFault(tag, `${name} in the reply to ${method} is missing, empty or no string`);
}

function decodeNothing(method: string, body: string): Decoded<undefined> {
  const reply = openReply(method, body);
  return reply.ok ? { ok: true, value: undefined } : reply;
}

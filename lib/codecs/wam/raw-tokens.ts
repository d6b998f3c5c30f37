// SPDX-License-Identifier: MIT
import { protocolFault, type Decoded } from '../identity-broker/faults.js';
import { detail, part, tokenText } from './untrusted-parts.js';
import { decodePairs } from './msa-token.js';
import { dateAfter, dateOfWindowsTime } from './points-in-time.js';

/** The parts of a token answer, from wherever the plug-in put them; still to be judged. */
export interface RawTokens {
  /** Empty if there is none. */
  readonly accessToken: string;
  readonly idToken: string;
  readonly clientInfo: string;
  /** As a list separated by blanks; empty if the answer names none. */
  readonly scopes: string;
  readonly expiresOn: Date;
  /** Empty if there is none. */
  readonly signedRequest: string;
}

/** The plug-in for work and school accounts: the token alone, everything else as properties. */
export function workTokens(response: unknown, now: Date): Decoded<RawTokens> {
  const properties = part(response, 'properties');
  const idToken = tokenText(properties, 'wamcompat_id_token');
  if (idToken === undefined) return missing('wamcompat_id_token');
  const clientInfo = detail(properties, 'wamcompat_client_info');
  if (clientInfo === undefined) return missing('wamcompat_client_info');
  const expiry = part(properties, 'TokenExpiresOn');
  const expiresOn = expiry === undefined || expiry === '' ? now : dateOfWindowsTime(expiry);
  if (expiresOn === undefined) return noTime('TokenExpiresOn');
  return {
    ok: true,
    value: {
      accessToken: tokenText(response, 'token') ?? '',
      idToken,
      clientInfo,
      scopes: detail(properties, 'wamcompat_scopes') ?? '',
      expiresOn,
      signedRequest: tokenText(properties, 'shr') ?? '',
    },
  };
}

/** The plug-in for personal accounts: everything in one text, which stands where the token would. */
export function personalTokens(response: unknown, now: Date): Decoded<RawTokens> {
  const pairs = decodePairs(tokenText(response, 'token') ?? '');
  if (!pairs.ok) return pairs;
  const value = (name: string): string => pairs.value.get(name) ?? '';
  for (const name of ['id_token', 'client_info']) {
    if (value(name) === '') return missing(name);
  }
  // Another type would need another scheme in the Authorization header.
  const type = value('token_type').toLowerCase();
  if (type !== '' && type !== 'bearer') {
    return protocolFault('', 'token_type in the token reply is not bearer');
  }
  const expiresOn = value('expires_in') === '' ? now : dateAfter(now, value('expires_in'));
  if (expiresOn === undefined) return noTime('expires_in');
  return {
    ok: true,
    value: {
      accessToken: value('access_token'),
      idToken: value('id_token'),
      clientInfo: value('client_info'),
      scopes: value('scope'),
      expiresOn,
      signedRequest: tokenText(part(response, 'properties'), 'shr') ?? '',
    },
  };
}

function missing(name: string): ReturnType<typeof protocolFault> {
  return protocolFault('', `${name} in the token reply is missing, empty or too long`);
}

function noTime(name: string): ReturnType<typeof protocolFault> {
  return protocolFault('', `${name} in the token reply is no point in time`);
}

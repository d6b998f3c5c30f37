// SPDX-License-Identifier: MIT
import { createHash, randomUUID } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import { homeAccountIdOf, type AccountState } from './accounts.js';
import type { KeyRing, SigningKey } from './keys.js';
import type { SignedRequestTarget } from './token-request.js';

export interface TokenSubject {
  readonly account: AccountState;
  readonly clientId: string;
  /** Tenant that the token is for. */
  readonly realm: string;
  /** Host of the authority. */
  readonly host: string;
}

/** Makes the tokens; times are seconds since the epoch, as JWTs have them. */
export class TokenIssuer {
  constructor(private readonly keys: KeyRing) {}

  idToken(subject: TokenSubject, from: number, until: number): string {
    const { account } = subject;
    return signed(this.keys.issuer, 'JWT', {
      ...commonClaims(subject, from, until),
      aud: subject.clientId,
      name: account.name,
      preferred_username: account.username,
    });
  }

  /** With `keyId`, the token is bound to that key (RFC 7800). */
  accessToken(
    subject: TokenSubject,
    scopes: readonly string[],
    from: number,
    until: number,
    keyId?: string,
  ): string {
    return signed(this.keys.issuer, 'JWT', {
      ...commonClaims(subject, from, until),
      aud: audienceOf(scopes),
      azp: subject.clientId,
      name: subject.account.name,
      preferred_username: subject.account.username,
      scp: scopes.map(scopeName).join(' '),
      ...(keyId === undefined ? {} : { cnf: { kid: keyId } }),
    });
  }

  /** Signed HTTP request (draft-ietf-oauth-signed-http-request); empty fields are left out. */
  signedHttpRequest(target: SignedRequestTarget, now: number, accessToken?: string): string {
    const { device } = this.keys;
    const { e, kty, n } = device.publicKey.export({ format: 'jwk' });
    return signed(device, 'pop', {
      ...(accessToken === undefined ? {} : { at: accessToken }),
      ts: now,
      m: target.httpMethod,
      u: target.uriHost,
      p: target.uriPath,
      ...(target.nonce === '' ? {} : { nonce: target.nonce }),
      ...(target.clientClaims === '' ? {} : { client_claims: target.clientClaims }),
      cnf: { jwk: { e, kty, n, alg: 'RS256', kid: device.id } },
    });
  }

  get deviceKeyId(): string {
    return this.keys.device.id;
  }

  prtCookie(account: AccountState, nonce: string | undefined, now: number): string {
    const claims = {
      refresh_token: `simulated-prt.${digest(homeAccountIdOf(account))}`,
      is_primary: 'true',
      iat: now,
      ...(nonce === undefined ? {} : { request_nonce: nonce }),
    };
    return sign(claims, this.keys.session, {
      algorithm: 'HS256',
      header: { alg: 'HS256', typ: 'JWT', ctx: digest(account.oid) } as never,
    });
  }
}

function signed(key: SigningKey, type: string, claims: object): string {
  return sign(claims, key.privateKey, {
    algorithm: 'RS256',
    keyid: key.id,
    // Keeps the library from adding `iat` to signed requests, whose time is `ts`.
    noTimestamp: !('iat' in claims),
    header: { alg: 'RS256', typ: type },
  });
}

function commonClaims(subject: TokenSubject, from: number, until: number): object {
  const { account, clientId, realm, host } = subject;
  return {
    iss: `https://${host}/${realm}/v2.0`,
    iat: from,
    nbf: from,
    exp: until,
    oid: account.oid,
    // Pairwise, as the identity provider's: another one for each client.
    sub: digest(`${clientId}|${account.oid}`),
    tid: realm,
    uti: randomUUID(),
    ver: '2.0',
  };
}

const graph = 'https://graph.microsoft.com';

/** The resource before the last slash of a scope that is a URI; Microsoft Graph for bare names. */
function audienceOf(scopes: readonly string[]): string {
  const [, resource] = /^([a-z][a-z0-9+.-]*:\/\/.+)\/[^/]+$/i.exec(scopes[0] ?? '') ?? [];
  return resource ?? graph;
}

function scopeName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

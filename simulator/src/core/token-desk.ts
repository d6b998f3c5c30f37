// SPDX-License-Identifier: MIT
import type { World } from '../scenario/world.js';
import { clientInfoOf, homeAccountIdOf, wireAccount, type AccountState } from './accounts.js';
import type { TokenRequest } from './token-request.js';
import type { TokenIssuer, TokenSubject } from './tokens.js';

interface CachedToken {
  readonly accessToken: string;
  readonly idToken: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Answers token requests that were found to be in order, from its cache where it may. */
export class TokenDesk {
  private readonly cache = new Map<string, CachedToken>();

  constructor(
    private readonly world: World,
    private readonly issuer: TokenIssuer,
    private readonly now: () => number,
  ) {}

  /** The reply to a token method. `fresh`: not from the cache. */
  serve(
    account: AccountState,
    request: TokenRequest,
    granted: readonly string[],
    fresh: boolean,
  ): object {
    const subject = this.subjectOf(account, request);
    const token = this.tokenFor(subject, request, granted, fresh);
    const { pop } = request;
    const signed = pop?.kind === 'signed-request';
    const extended = token.issuedAt + this.world.extendedLifetimeSeconds;
    return {
      brokerTokenResponse: {
        accessToken: signed
          ? this.issuer.signedHttpRequest(pop, this.seconds(), token.accessToken)
          : token.accessToken,
        // Only a signed request is of type 1: that is how Microsoft's client tells the two apart.
        accessTokenType: signed ? 1 : 0,
        account: wireAccount(account, subject.realm),
        clientInfo: clientInfoOf(account),
        expiresOn: token.expiresAt * 1000,
        extendedExpiresOn: Math.max(extended, token.expiresAt) * 1000,
        grantedScopes: [...granted, 'openid', 'profile'].join(' '),
        idToken: token.idToken,
      },
    };
  }

  private tokenFor(
    subject: TokenSubject,
    request: TokenRequest,
    granted: readonly string[],
    fresh: boolean,
  ): CachedToken {
    const keyId = this.keyIdFor(request);
    const key = cacheKey(subject, granted, keyId);
    const cached = this.cache.get(key);
    const stale =
      cached === undefined ||
      cached.expiresAt <= this.seconds() ||
      cached.accessToken === request.accessTokenToRenew;
    if (!stale && !fresh && request.claims === '') return cached;
    const token = this.issue(subject, granted, keyId);
    this.cache.set(key, token);
    return token;
  }

  private issue(
    subject: TokenSubject,
    granted: readonly string[],
    keyId: string | undefined,
  ): CachedToken {
    const issuedAt = this.seconds();
    const expiresAt = issuedAt + this.world.lifetimeSeconds;
    return {
      accessToken: this.issuer.accessToken(subject, granted, issuedAt, expiresAt, keyId),
      idToken: this.issuer.idToken(subject, issuedAt, expiresAt),
      issuedAt,
      expiresAt,
    };
  }

  private keyIdFor({ pop }: TokenRequest): string | undefined {
    if (pop === undefined) return undefined;
    return pop.kind === 'key' ? pop.keyId : this.issuer.deviceKeyId;
  }

  private subjectOf(account: AccountState, request: TokenRequest): TokenSubject {
    const authority = new URL(request.authority);
    const segment = authority.pathname.split('/')[1]?.toLowerCase() ?? '';
    const known = this.world.tenants.find(({ domain }) => domain.toLowerCase() === segment);
    return {
      account,
      clientId: request.clientId,
      realm: guid.test(segment) ? segment : (known?.id ?? account.tenantId),
      host: authority.host,
    };
  }

  private seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}

function cacheKey(
  { account, clientId, realm }: TokenSubject,
  granted: readonly string[],
  keyId: string | undefined,
): string {
  const scopes = granted.map((scope) => scope.toLowerCase()).sort();
  return JSON.stringify([clientId, homeAccountIdOf(account), realm, scopes, keyId ?? '']);
}

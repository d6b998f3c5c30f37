// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';
import { maskPersonalData } from '../errors/mask.js';
import { printable } from './terminal.js';

/** Names and values, in groups and lists; undefined ones are not shown. */
export interface Shown {
  readonly [name: string]: string | number | boolean | undefined | Shown | readonly Shown[];
}

/** An account by the names of msal-node. */
export interface AccountFacts {
  readonly username: string;
  readonly homeAccountId: string;
  readonly tenantId: string;
  readonly environment: string;
  readonly nativeAccountId?: string | undefined;
}

/** A result by the names of msal-node, with where it came from. */
export interface TokenFacts {
  readonly account: AccountFacts | null;
  readonly authority: string;
  readonly scopes: readonly string[];
  readonly accessToken: string;
  readonly idToken: string;
  readonly idTokenClaims: object;
  readonly tokenType: string;
  readonly expiresOn: Date | null;
  readonly correlationId: string;
  readonly tokenSource?: string | undefined;
  readonly fromCache: boolean;
  readonly fromPlatformBroker?: boolean | undefined;
}

const shownClaims = ['name', 'preferred_username', 'oid', 'tid', 'iss'] as const;

export function accountShown(account: AccountFacts): Shown {
  return {
    username: account.username,
    homeAccountId: account.homeAccountId,
    tenantId: account.tenantId,
    environment: account.environment,
    keptBy: account.nativeAccountId === undefined ? '@azure/msal-node' : 'broker',
  };
}

export function tokenShown(token: TokenFacts): Shown {
  const claims: Readonly<Record<string, unknown>> = { ...token.idTokenClaims };
  return {
    username: token.account?.username,
    homeAccountId: token.account?.homeAccountId,
    tokenSource: token.tokenSource,
    fromPlatformBroker: token.fromPlatformBroker ?? false,
    fromCache: token.fromCache,
    tokenType: token.tokenType,
    accessToken: shorten(token.accessToken),
    expiresOn: token.expiresOn?.toISOString(),
    scopes: token.scopes.join(' '),
    authority: token.authority,
    idToken: shorten(token.idToken),
    idTokenClaims: Object.fromEntries(shownClaims.map((name) => [name, textOf(claims[name])])),
    correlationId: token.correlationId,
  };
}

/** An error of the broker's leg or of msal's; without user names, unless PII is asked for. */
export function errorShown(error: unknown, pii: boolean): Shown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { errorCode, subError, correlationId } = error as Partial<Record<string, unknown>> & Error;
  const message = pii ? error.message : maskPersonalData(error.message, []);
  if (error instanceof BrokerError) {
    const { code, status, nativeCode, tag, hint, retryable } = error;
    return {
      ...{ name: error.name, code, message, hint, status, nativeCode, tag, retryable },
      correlationId: error.correlationId,
      context: textOf(error.context),
      claims: error.claims === undefined ? undefined : shorten(error.claims),
    };
  }
  return {
    name: error.name,
    code: textOf(errorCode),
    message,
    subError: textOf(subError),
    correlationId: textOf(correlationId),
  };
}

/** The beginning of a secret: enough to tell two apart, never more than a quarter of it. */
export function shorten(secret: string): string {
  const shown = secret.slice(0, Math.min(12, Math.floor(secret.length / 4)));
  return `${shown}… (${String(secret.length)} characters)`;
}

/** Lines for a person; what is in a group or a list is indented further. */
export function renderShown(shown: Shown, indentation = '  '): string {
  return Object.entries(shown)
    .map(([name, value]) => {
      if (value === undefined || value === '') return '';
      if (typeof value !== 'object')
        return `${indentation}${name.padEnd(20)}${printable(String(value))}\n`;
      const within = [value].flat().map((group) => renderShown(group, `${indentation}  `));
      return within.length === 0 ? '' : `${indentation}${name}\n${within.join('')}`;
    })
    .join('');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

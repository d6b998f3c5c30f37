// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../support/program.js';

const folder = join(checkout, 'test/captures/windows');

/** One call of Microsoft's client on Windows, as it was recorded. */
export interface WindowsCapture {
  readonly scenario: WindowsCall;
  /** Handle of the caller's window, where it gave one. */
  readonly hwnd?: string;
  readonly result: RuntimeOutcome;
  readonly calls: readonly RecordedCall[];
}

/** The call; the rest of a recorded scenario are switches of the stand-in of then. */
export interface WindowsCall {
  readonly api: string;
  readonly authority?: string;
  readonly hint?: string;
  readonly accountId?: string;
}

export interface RuntimeOutcome {
  readonly error: {
    readonly errorCode: number;
    readonly errorStatus: number;
    readonly errorContext: string;
  } | null;
  readonly accessToken?: string;
  readonly rawIdToken?: string;
  /** Seconds since the epoch. */
  readonly expiresOn?: number;
  readonly account?: {
    readonly username?: string;
    readonly homeAccountId?: string;
    readonly clientInfo?: string;
  };
  readonly accounts?: readonly unknown[];
}

/** A call that the Web Account Manager saw, an activation of a class, or a mark. */
export interface RecordedCall {
  readonly call?: string;
  readonly hwnd?: number;
  readonly dialog?: { readonly owner: number; readonly visible: boolean };
}

/** Names of the captures, e.g. `acquire-silent-tenant`. */
export function windowsCaptureNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

/** The exchange as if it took place now: Microsoft's client looks whether tokens have expired. */
export function windowsCapture(name: string): WindowsCapture {
  const text = readFileSync(join(folder, `${name}.json`), 'utf8');
  const { result } = JSON.parse(text) as WindowsCapture;
  const { rawIdToken = '' } = result;
  const issuedAt = String(claimsOf(rawIdToken).iat);
  const expiresAt = String(claimsOf(rawIdToken).exp);
  const now = Math.floor(Date.now() / 1000);
  const shift = (part: string): string =>
    part
      .replaceAll(issuedAt, String(now))
      .replaceAll(expiresAt, String(now + Number(expiresAt) - Number(issuedAt)));
  const token = rawIdToken.split('.').map((part) => encoded(shift(decoded(part))));
  const shifted = shift(text).replaceAll(rawIdToken, token.join('.'));
  return JSON.parse(rawIdToken === '' ? text : shifted) as WindowsCapture;
}

function claimsOf(token: string): { readonly iat?: number; readonly exp?: number } {
  const [, payload = encoded('{}')] = token.split('.');
  return JSON.parse(decoded(payload)) as { iat?: number; exp?: number };
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString('latin1');
}

function encoded(part: string): string {
  return Buffer.from(part, 'latin1').toString('base64url');
}

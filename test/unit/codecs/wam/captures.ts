// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Exchanges of Microsoft's own client with a stand-in WAM. */
const folder = join(__dirname, '../../../captures/windows');

/** What the recording program did, and how the stand-in was told to answer. */
export interface Scenario {
  readonly api:
    | 'discover'
    | 'acquireSilently'
    | 'acquireInteractively'
    | 'signIn'
    | 'signInSilently'
    | 'signInInteractively'
    | 'signOut';
  readonly authority?: string;
  readonly hint?: string;
  readonly claims?: string;
  readonly renew?: string;
  readonly accountId?: string;
  readonly pop?: readonly [method: string, host: string, path: string, nonce: string];
  readonly extra?: Readonly<Record<string, string>>;
  /** Of the whole run. */
  readonly env?: Readonly<Record<string, string>>;
  /** After the accounts were discovered. */
  readonly env2?: Readonly<Record<string, string>>;
}

export interface RecordedAccount {
  readonly accountId: string;
  readonly homeAccountId: string;
  readonly localAccountId: string;
  readonly environment: string;
  readonly realm: string;
  readonly username: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly clientInfo?: string;
}

export interface RecordedError {
  readonly errorCode: number;
  readonly errorStatus: number;
  readonly errorContext: string;
  readonly errorTag: number;
}

export interface RecordedResult {
  readonly error: RecordedError | null;
  readonly accounts?: readonly RecordedAccount[];
  readonly account?: RecordedAccount;
  readonly rawIdToken?: string;
  readonly accessToken?: string;
  readonly authorizationHeader?: string;
  readonly grantedScopes?: string;
  readonly expiresOn?: number;
  readonly isPopAuthorization?: boolean;
}

export interface RecordedRequest {
  readonly clientId: string;
  readonly scope: string;
  readonly promptType: number;
  readonly provider: { readonly id: string; readonly authority: string };
  readonly Properties: Readonly<Record<string, string>>;
  readonly AppProperties: Readonly<Record<string, string>>;
  readonly CorrelationId: string;
}

export interface RecordedCall {
  readonly call?: string;
  readonly providerId?: string;
  readonly authority?: string;
  readonly request?: RecordedRequest;
  readonly webAccountId?: string | null;
}

export interface Capture {
  readonly scenario: Scenario;
  readonly readAccount?: RecordedAccount;
  readonly discover?: { readonly accounts: readonly RecordedAccount[] };
  readonly result: RecordedResult;
  readonly calls: readonly RecordedCall[];
}

export const captureNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

export function capture(name: string): Capture {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Capture;
}

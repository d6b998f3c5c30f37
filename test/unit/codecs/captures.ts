// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Recorded exchanges of Microsoft's own client; see docs of the wire format. */
const folder = join(__dirname, '../../captures/linux');

export interface RecordedCall {
  readonly method: string;
  readonly args: readonly [protocolVersion: string, correlationId: string, body: string];
  readonly parsedRequest: Readonly<Record<string, unknown>>;
}

export interface RequestCapture {
  /** The function of the runtime that was called. */
  readonly api: string;
  readonly calls: readonly RecordedCall[];
}

export interface RecordedAccount {
  readonly homeAccountId: string;
  readonly localAccountId: string;
  readonly environment: string;
  readonly realm: string;
  readonly username: string;
  readonly displayName?: string;
  readonly clientInfo?: string;
}

export interface ResponseCapture {
  readonly brokerReplies: Readonly<Record<string, { readonly reply: unknown }>>;
  /** What Microsoft's client made of the replies. */
  readonly clientResult: {
    readonly err?: {
      readonly errorStatus: number;
      readonly errorCode: number;
      readonly errorTag: number;
      readonly tag: string;
    };
    readonly props: {
      readonly account?: RecordedAccount;
      readonly accounts?: readonly RecordedAccount[];
      readonly accessToken?: string;
      readonly rawIdToken?: string;
      readonly authorizationHeader?: string;
      readonly grantedScopes?: string;
      readonly expiresOn?: number;
      readonly isPopAuthorization?: boolean;
    };
  };
}

/** Names of the captures, e.g. `ati-basic`, that have a file of this kind. */
export function captureNames(kind: 'request' | 'response'): readonly string[] {
  const ending = `.${kind}.json`;
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending) && !file.startsWith('canonical-'))
    .map((file) => file.slice(0, -ending.length));
}

export function requestCapture(name: string): RequestCapture {
  return JSON.parse(text(`${name}.request.json`)) as RequestCapture;
}

export function responseCapture(name: string): ResponseCapture {
  return JSON.parse(text(`${name}.response.json`)) as ResponseCapture;
}

/** The text of a reply that Microsoft's client accepts. */
export function canonicalReply(name: string): string {
  return text(`canonical-${name}.response.json`);
}

function text(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

// SPDX-License-Identifier: MIT
import { tagText } from '../../errors/tag.js';
import type { WireNumbers } from '../../errors/wire-numbers.js';

/** The broker's own error. */
export interface BrokerFault {
  readonly kind: 'broker';
  /** Number of the status as Microsoft's runtime reports it; a key of errors/table.ts. */
  readonly status: number;
  readonly nativeCode: number;
  /** Five characters; empty if the broker gave none. */
  readonly tag: string;
  /** The broker's words, unmasked: may hold user names. Empty if it gave none. */
  readonly context: string;
  /** Code and tag as they came; undefined where the protocol carries no such numbers. */
  readonly wire?: WireNumbers;
}

/** A reply that breaks the protocol. */
export interface ProtocolFault {
  readonly kind: 'protocol';
  /** Status and tag of Microsoft's client for the same reply; 0 and empty where it reports none. */
  readonly status: number;
  readonly tag: string;
  /** Which field of which reply is wrong, and how. Never its value: safe to log. */
  readonly problem: string;
}

/** Tokens came, but not for everything that was asked for. */
export interface DeclinedScopesFault {
  readonly kind: 'declined_scopes';
  readonly status: 6;
  readonly tag: '9zj08';
  readonly granted: readonly string[];
  readonly declined: readonly string[];
}

export type Fault = BrokerFault | ProtocolFault | DeclinedScopesFault;

/** What every decoder returns; none of them throws. */
export type Decoded<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** The failing half of Decoded, whatever was to be decoded. */
export type Failed = Extract<Decoded<never>, { ok: false }>;

export function protocolFault(tag: string, problem: string, status = 0): Failed {
  return { ok: false, fault: { kind: 'protocol', status, tag, problem } };
}

// From 15 on the numbers on the wire and those of the runtime part ways
// (docs/linux-broker-protocol.md, "Errors").
const clientStatusOf = new Map([
  [15, 17],
  [16, 18],
  [17, 20],
  [18, 15],
  [19, 16],
  [20, 19],
  [21, 21],
]);

/** Status number of the runtime for a status number on the wire; 0, Unexpected, for any other. */
export function clientStatus(wireStatus: number): number {
  if (wireStatus >= 0 && wireStatus <= 14) return wireStatus;
  return clientStatusOf.get(wireStatus) ?? 0;
}

// Microsoft's client reports this tag where the broker sends 0.
const tagForZero = '581h7';

/** Text of a tag on the wire; empty where there is none. */
export function brokerTag(tag: number | undefined): string {
  if (tag === undefined) return '';
  return tag === 0 ? tagForZero : tagText(tag);
}

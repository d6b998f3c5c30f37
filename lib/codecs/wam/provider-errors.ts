// SPDX-License-Identifier: MIT
import type { WamKind } from './provider.js';

/** What an error code of a plug-in means; the first row that has it counts. */
export interface ErrorRow {
  readonly codes?: readonly number[];
  /** Bits 16 to 28 of the code. */
  readonly facilities?: readonly number[];
  /** Number of the status in Microsoft's runtime; a key of errors/table.ts. */
  readonly status: number;
  /** Tag of Microsoft's client, where one is known for a code of the row; else empty. */
  readonly tag: string;
  /** Whether Microsoft's client asks again by itself, waiting longer each time. */
  readonly backOff?: true;
}

/**
 * Recorded: 157 codes given to Microsoft's client 0.20.7. Not so the rest of facility 0xAAD, of
 * which only 0xCAAD0001 was tried; MSAL.NET asks again for all of them.
 */
const workRows: readonly ErrorRow[] = [
  {
    codes: [0xcaa20001, 0xcaa20002, 0xcaa20004, 0xcaa20007, 0xcaa2000b],
    status: 9,
    tag: '',
  },
  { codes: [0xcaa20003, 0x80090016, 0x80090030, 0x8028008b], status: 2, tag: '7q20j' },
  { codes: [0xcaa20005, 0xcaa20008], status: 5, tag: '7q6ci' },
  {
    codes: [0xcaa20009, 0xcaa10005, 0xcaa10006, 0xcaa10007, 0xcaa10009],
    status: 6,
    tag: '7q6ck',
  },
  { codes: [0x800704cf], facilities: [0xaa3, 0xaa7, 0xaa8], status: 3, tag: '' },
  { codes: [0x80080300], status: 0, tag: '', backOff: true },
  { facilities: [0xaad], status: 17, tag: '', backOff: true },
];

const personalRows: readonly ErrorRow[] = [
  { codes: [0x800704cf], status: 3, tag: '' },
  { codes: [0x80860003], status: 6, tag: '' },
  { codes: [0x800705b4], status: 0, tag: '', backOff: true },
];

const rows: Readonly<Record<WamKind, readonly ErrorRow[]>> = { aad: workRows, msa: personalRows };

/** Any other code is Unexpected. */
const others: Readonly<Record<WamKind, ErrorRow>> = {
  aad: { status: 0, tag: '7q6ch' },
  msa: { status: 0, tag: '' },
};

/** What an unsigned error code of that plug-in, or an HRESULT of a call to it, means. */
export function errorRow(kind: WamKind, code: number): ErrorRow {
  const facility = (code >>> 16) & 0x1fff;
  const found = rows[kind].find(
    (row) => row.codes?.includes(code) === true || row.facilities?.includes(facility) === true,
  );
  return found ?? others[kind];
}

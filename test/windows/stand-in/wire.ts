// SPDX-License-Identifier: MIT

/** A call of the Web Account Manager's, as the library in the client's process tells of it. */
export interface WamCall {
  readonly call: string;
  /** Number and apartment (`MTA`, `STA`, `none`) of the calling thread. */
  readonly tid: number;
  readonly apartment: string;
  /** For `activate`: the class. */
  readonly class?: string;
  readonly providerId?: string;
  readonly authority?: string;
  readonly provider?: Provider;
  readonly clientId?: string;
  readonly accountId?: string;
  readonly accountIds?: readonly string[];
  readonly request?: WamRequest;
  readonly webAccountId?: string | null;
  /** For InvalidateCacheAsync: the token of the result that was invalidated. */
  readonly token?: string;
  readonly hwnd?: number;
  readonly isWindow?: boolean;
  readonly hwndClass?: string;
  readonly hwndOwnProcess?: boolean;
  readonly riid?: string;
  readonly headerText?: string;
  readonly authorities?: readonly string[];
}

export interface Provider {
  readonly id: string;
  readonly authority: string;
}

/** All that a WebTokenRequest says. */
export interface WamRequest {
  readonly clientId: string;
  readonly scope: string;
  readonly promptType: number;
  readonly provider: Provider;
  readonly Properties: Readonly<Record<string, string>>;
  readonly AppProperties: Readonly<Record<string, string>>;
  readonly CorrelationId: string;
}

/** The first line of a dialog's process. */
export interface DialogHello {
  readonly hello: 'dialog';
  readonly dialog: number;
  readonly pid: number;
  readonly lastError: number;
  readonly hwnd: number;
  readonly owner: number;
  readonly visible: boolean;
}

export type Line =
  | { readonly hello: 'client'; readonly pid: number }
  | DialogHello
  | { readonly closed: string }
  | { readonly cancel: number; readonly tid?: number; readonly apartment?: string }
  | (WamCall & { readonly id?: number });

/** What the library is told; groups are written with dots in the names. */
export interface Fields {
  readonly [name: string]: string | number | undefined | Fields;
}

export type TellKind = 'accepted' | 'answer' | 'event';

/** What it is, the number of the call, and the fields. */
export function lineOf(kind: TellKind, id: number, fields: Fields): string {
  return `${[kind, String(id), ...flat(fields, '')].join('\t')}\n`;
}

function flat(fields: Fields, prefix: string): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value === 'object') return flat(value, `${prefix}${name}.`);
    return [`${prefix}${name}=${encodeURIComponent(value)}`];
  });
}

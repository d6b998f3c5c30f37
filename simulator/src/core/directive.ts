// SPDX-License-Identifier: MIT
import type { ProxyManner, WrongSignature } from '../scenario/types.js';

/** A call as a front received it. */
export interface IncomingCall {
  readonly method: string;
  readonly protocolVersion: string;
  readonly correlationId: string;
  readonly body: string;
}

/** What a front shall do with a call. */
export type Outcome =
  | { readonly kind: 'reply'; readonly body: string; readonly copies: 1 | 2 }
  | { readonly kind: 'dbus-error'; readonly name: string; readonly message: string }
  | { readonly kind: 'wrong-signature'; readonly signature: WrongSignature }
  | { readonly kind: 'silence' }
  | { readonly kind: 'crash'; readonly lastWords: string | undefined };

/** The outcome, once it is known (a window may be open until then), and how long to hold it. */
export interface Directive {
  readonly outcome: Outcome | Promise<Outcome>;
  readonly delayMs: number;
  readonly proxy?: ProxyManner | undefined;
}

export function reply(body: unknown): Outcome {
  return { kind: 'reply', body: JSON.stringify(body), copies: 1 };
}

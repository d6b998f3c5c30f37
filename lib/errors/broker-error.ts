// SPDX-License-Identifier: MIT
import { isRetryable, statusRow, type BrokerErrorCode, type BrokerStatus } from './table.js';

/** What a BrokerError is made of; everything but the code and the message has a default. */
export interface BrokerErrorDetails {
  readonly code: BrokerErrorCode;
  readonly message: string;
  readonly correlationId?: string | undefined;
  readonly status?: BrokerStatus | undefined;
  readonly nativeCode?: number | undefined;
  readonly tag?: string | undefined;
  readonly context?: string | undefined;
  readonly hint?: string | undefined;
  readonly claims?: string | undefined;
  /** Default: what the code says. */
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

const nameOf: Partial<Record<BrokerErrorCode, string>> = {
  request_aborted: 'AbortError',
  timed_out: 'TimeoutError',
};

/**
 * The one error class of this package. `message` says what happened, in which call, and what to
 * do; it never holds a token, a password, claims or a user name.
 *
 * `name` is `AbortError` where the call was aborted (by the caller's signal, or by the broker with
 * status ApplicationCanceled), `TimeoutError` where its time
 * was up, and `BrokerError` otherwise.
 */
export class BrokerError extends Error {
  /** What went wrong; one of a closed list, so that it can be switched on. */
  readonly code: BrokerErrorCode;
  /** The broker's status, by the name that Microsoft's runtime has for it; Unexpected if none. */
  readonly status: BrokerStatus;
  /** The broker's or the platform's own error number; 0 if there is none. */
  readonly nativeCode: number;
  /** Five characters that name the place in the broker's code, e.g. `4r434`; empty if none. */
  readonly tag: string;
  /** The broker's own words, with user names and tokens masked unless PII logging is on. */
  readonly context: string;
  /** The id under which the call went to the broker; give it to an administrator. */
  readonly correlationId: string;
  /** What to do about it, where more is known than the message says. */
  declare readonly hint?: string;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** Claims challenge to pass to the next interactive call. Not enumerable: it can hold secrets. */
  declare readonly claims?: string;

  constructor(details: BrokerErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.status = details.status ?? statusRow(0).status;
    this.nativeCode = details.nativeCode ?? 0;
    this.tag = details.tag ?? '';
    this.context = details.context ?? '';
    this.correlationId = details.correlationId ?? '';
    this.retryable = details.retryable ?? isRetryable(details.code);
    if (details.hint !== undefined) this.hint = details.hint;
    if (details.claims !== undefined) {
      Object.defineProperty(this, 'claims', { value: details.claims, enumerable: false });
    }
    Object.defineProperty(this, 'name', {
      value: nameOf[details.code] ?? 'BrokerError',
      enumerable: false,
    });
  }
}

// SPDX-License-Identifier: MIT
import type { IncomingCall } from './core/directive.js';

/** A call that the broker received. */
export interface ReceivedRequest {
  /** D-Bus method, or `Ping`. */
  readonly method: string;
  readonly protocolVersion: string;
  readonly correlationId: string;
  /** The request's JSON, parsed; undefined if it is none. */
  readonly body: unknown;
  /** The request as it came. */
  readonly raw: string;
  readonly time: Date;
}

export interface WaitOptions {
  /** Requests before this index of `requests` do not count. Default 0. */
  readonly after?: number;
  /** Default 5 000. */
  readonly timeoutMs?: number;
}

interface Waiter {
  readonly method: string;
  readonly after: number;
  readonly resolve: (request: ReceivedRequest) => void;
}

/** All that the broker was asked, in order. */
export class RequestLog {
  readonly entries: ReceivedRequest[] = [];
  private readonly waiters = new Set<Waiter>();

  add(call: IncomingCall, time: Date): ReceivedRequest {
    const { method, protocolVersion, correlationId, body: raw } = call;
    const request = { method, protocolVersion, correlationId, body: parsed(raw), raw, time };
    const index = this.entries.push(request) - 1;
    for (const waiter of this.waiters) {
      if (waiter.method === method && waiter.after <= index) waiter.resolve(request);
    }
    return request;
  }

  /** The first request of that method, past or to come; rejects if none comes in time. */
  waitFor(method: string, { after = 0, timeoutMs = 5000 }: WaitOptions): Promise<ReceivedRequest> {
    const found = this.entries.slice(after).find((entry) => entry.method === method);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
      const waiter: Waiter = {
        method,
        after,
        resolve: (request) => {
          finish();
          resolve(request);
        },
      };
      const timer = setTimeout(() => {
        finish();
        const seen = this.entries.map((entry) => entry.method).join(', ') || 'none';
        reject(new Error(`No ${method} arrived within ${timeoutMs} ms; received: ${seen}`));
      }, timeoutMs);
      this.waiters.add(waiter);
    });
  }
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

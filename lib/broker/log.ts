// SPDX-License-Identifier: MIT
import type { BrokerError } from '../errors/broker-error.js';
import type { CallScope } from './call-scope.js';
import type { EventHub } from './event-hub.js';
import type { LogLevel } from './types.js';

let instances = 0;

/**
 * The log lines of one broker. They say what was called, for how long and how it ended; what the
 * broker itself said comes in only where PII logging is on.
 */
export class BrokerLog {
  readonly #hub: EventHub;
  readonly #enablePiiLogging: boolean;
  readonly #instance = (instances += 1);

  constructor(hub: EventHub, enablePiiLogging: boolean) {
    this.#hub = hub;
    this.#enablePiiLogging = enablePiiLogging;
  }

  started(scope: CallScope): void {
    this.write('info', `${scope.operation} started`, scope.correlationId);
  }

  succeeded(scope: CallScope, startedAt: number): void {
    this.write('info', `${scope.operation} succeeded ${after(startedAt)}`, scope.correlationId);
  }

  failed(scope: CallScope, startedAt: number, error: BrokerError): void {
    const { code, status, nativeCode, tag } = error;
    const parts = [code, `status ${status}`, `code ${String(nativeCode)}`];
    if (tag !== '') parts.push(`tag ${tag}`);
    this.write(
      code === 'broker_error' || code === 'broker_protocol_error' ? 'error' : 'warning',
      `${scope.operation} failed ${after(startedAt)}: ${parts.join(', ')}`,
      scope.correlationId,
    );
    if (this.#enablePiiLogging && error.context !== '') {
      this.write('verbose', `${scope.operation}: ${error.context}`, scope.correlationId, true);
    }
  }

  write(level: LogLevel, message: string, correlationId = '', containsPii = false): void {
    this.#hub.emit('log', {
      level,
      message,
      correlationId,
      brokerInstance: this.#instance,
      containsPii,
    });
  }
}

function after(startedAt: number): string {
  return `after ${(performance.now() - startedAt).toFixed(1)} ms`;
}

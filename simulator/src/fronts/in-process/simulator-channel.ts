// SPDX-License-Identifier: MIT
import type {
  CallId,
  Channel,
  ChannelCall,
  ChannelReply,
  OwnerChange,
  ProbeResult,
} from 'entra-broker';
import type { IncomingCall } from '../../core/directive.js';
import { Deliveries, type Caller } from '../deliveries.js';
import { ActivationError } from '../front.js';
import { dbusError, failureOf, type Failure, Unreachable } from './failures.js';
import type { InProcessFront } from './in-process-front.js';

interface Waiting {
  readonly call: ChannelCall;
  readonly done: (reply: ChannelReply) => void;
  readonly timer: NodeJS.Timeout;
  /** Whether the broker has it. */
  sent: boolean;
}

const largestReply = 8 * 1024 * 1024;

/** A channel straight into the simulator of this process. Keeps all promises of `Channel`. */
export class SimulatorChannel implements Channel {
  readonly name = 'simulator';
  readonly protocol = 'identity-broker';
  private lastId = 0;
  private closed = false;
  private readonly waiting = new Map<CallId, Waiting>();
  private readonly listeners = new Map<CallId, (change: OwnerChange) => void>();
  private readonly deliveries: Deliveries;

  constructor(
    private readonly front: InProcessFront,
    private readonly onClose: () => void,
  ) {
    this.deliveries = new Deliveries(() => front.host.crash());
  }

  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId {
    const id = this.newId();
    const late = failureOf(call.verb === 'ping' ? 'too_slow' : 'timed_out');
    // Its timer is what keeps the process alive while the call waits.
    const timer = setTimeout(() => this.fail(id, late), call.timeoutMs);
    this.waiting.set(id, { call, done, timer, sent: false });
    if (this.closed) this.fail(id, failureOf('closed'));
    else setImmediate(() => void this.send(id));
    return id;
  }

  cancel(id: CallId): void {
    this.fail(id, failureOf('canceled'));
  }

  unref(id: CallId): void {
    this.waiting.get(id)?.timer.unref();
  }

  probe(): ProbeResult {
    if (this.closed) return { state: 'unreachable', failure: failureOf('closed') };
    return this.front.probe();
  }

  watch(_kind: 'owner', listener: (change: OwnerChange) => void): CallId {
    const id = this.newId();
    if (!this.closed) this.listeners.set(id, listener);
    return id;
  }

  unwatch(id: CallId): void {
    this.listeners.delete(id);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.listeners.clear();
    this.lose(failureOf('closed'));
    this.onClose();
  }

  /** Every call that waits is lost, for that reason. */
  lose(failure: Failure): void {
    this.deliveries.dropAll();
    for (const id of [...this.waiting.keys()]) this.fail(id, failure);
  }

  tellOwner(change: OwnerChange): void {
    for (const id of this.listeners.keys()) {
      setImmediate(() => this.listeners.get(id)?.(change)).unref();
    }
  }

  private async send(id: CallId): Promise<void> {
    const call = this.waiting.get(id)?.call;
    if (call === undefined) return;
    if (call.verb === 'invoke' && call.onlyWhile !== undefined && !this.isOut(call.onlyWhile)) {
      // One that has not been sent yet never is: it settles with `canceled`.
      this.fail(call.onlyWhile, failureOf('canceled'));
      this.fail(id, failureOf('not_sent'));
      return;
    }
    try {
      await this.front.reach();
    } catch (error) {
      this.fail(id, failureFrom(error));
      return;
    }
    const entry = this.waiting.get(id);
    if (entry === undefined) return;
    entry.sent = true;
    const directive = this.front.host.handle(incoming(call));
    this.deliveries.deliver(directive, this.callerOf(id));
  }

  private isOut(id: CallId): boolean {
    return this.waiting.get(id)?.sent === true;
  }

  private callerOf(id: CallId): Caller {
    return {
      reply: (body) => {
        if (Buffer.byteLength(body) > largestReply) this.fail(id, failureOf('reply_too_large'));
        else this.settle(id, { ok: true, body });
      },
      error: (name, message) => this.fail(id, dbusError(name, message)),
      wrongSignature: () => this.fail(id, failureOf('bad_reply')),
    };
  }

  private fail(id: CallId, failure: Failure): void {
    this.settle(id, { ok: false, failure });
  }

  private settle(id: CallId, reply: ChannelReply): void {
    const entry = this.waiting.get(id);
    if (entry === undefined) return;
    this.waiting.delete(id);
    clearTimeout(entry.timer);
    // Never from within start, cancel or close, and a throwing `done` must not disturb us.
    setImmediate(entry.done, reply);
  }

  private newId(): CallId {
    this.lastId += 1;
    return this.lastId;
  }
}

function incoming(call: ChannelCall): IncomingCall {
  if (call.verb === 'ping') {
    return { method: 'Ping', protocolVersion: '', correlationId: '', body: '' };
  }
  const { method, protocolVersion, correlationId, body } = call;
  return { method, protocolVersion, correlationId, body };
}

function failureFrom(error: unknown): Failure {
  if (error instanceof Unreachable) return error.failure;
  if (error instanceof ActivationError) return dbusError(error.errorName, error.message);
  throw error;
}

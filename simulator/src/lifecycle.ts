// SPDX-License-Identifier: MIT
import { setTimeout as delay } from 'node:timers/promises';
import { ActivationError, type Activation, type Front } from './fronts/front.js';

export type StartMode = 'owned' | 'activatable' | 'absent';

/** Whether the broker is there: brings it onto the fronts and takes it off, one step at a time. */
export class Lifecycle {
  private readonly fronts: Front[] = [];
  private readonly stopped = new AbortController();
  private steps: Promise<void> = Promise.resolve();
  private activating: Promise<void> | undefined;
  private up = false;

  constructor(
    private readonly activation: Activation,
    private readonly changed: (running: boolean) => void,
  ) {}

  get running(): boolean {
    return this.up;
  }

  add(front: Front): void {
    this.fronts.push(front);
  }

  appear(): Promise<void> {
    return this.step(async () => {
      if (this.up) return;
      await this.all((front) => front.appear());
      this.tell(true);
    });
  }

  /** Takes the broker off at once; the promise tells when every front is through with it. */
  async vanish(): Promise<void> {
    if (this.stopped.signal.aborted) return;
    this.tell(false);
    const gone = this.all((front) => front.vanish());
    await this.step(() => gone);
  }

  killBus(): Promise<void> {
    this.tell(false);
    return this.step(() => this.all((front) => front.killBus()));
  }

  restartBus(): Promise<void> {
    return this.step(() => this.all((front) => front.restartBus()));
  }

  /** Somebody wants the broker started. @throws ActivationError as the scenario wants it. */
  activate(): Promise<void> {
    this.activating ??= this.comeUp().finally(() => (this.activating = undefined));
    return this.activating;
  }

  async close(): Promise<void> {
    this.stopped.abort();
    this.tell(false);
    await this.steps.catch(() => undefined);
    await Promise.all(this.fronts.splice(0).map((front) => front.close()));
  }

  private async comeUp(): Promise<void> {
    const { delayMs = 0, failure, timeoutMs = 25_000 } = this.activation;
    const wait = failure === 'never-appears' ? timeoutMs : delayMs;
    try {
      await delay(wait, undefined, { signal: this.stopped.signal, ref: false });
    } catch {
      throw new ActivationError('org.freedesktop.DBus.Error.Disconnected');
    }
    if (failure !== undefined) throw new ActivationError(failureNames[failure]);
    await this.appear();
  }

  private async all(action: (front: Front) => Promise<void>): Promise<void> {
    await Promise.all(this.fronts.map(action));
  }

  private step(action: () => Promise<void>): Promise<void> {
    if (this.stopped.signal.aborted) return Promise.reject(new Error('The simulator is stopped'));
    const result = this.steps.then(action);
    this.steps = result.catch(() => undefined);
    return result;
  }

  private tell(running: boolean): void {
    if (this.up === running) return;
    this.up = running;
    this.changed(running);
  }
}

// What dbus-daemon answers the waiting calls in each case.
const failureNames = {
  exits: 'org.freedesktop.DBus.Error.Spawn.ChildExited',
  'never-appears': 'org.freedesktop.DBus.Error.TimedOut',
  'missing-executable': 'org.freedesktop.DBus.Error.Spawn.ExecFailed',
} as const;

// SPDX-License-Identifier: MIT
import { SimulatedBroker } from './core/broker.js';
import type { Directive, IncomingCall } from './core/directive.js';
import { InteractionDesk, type Interaction } from './core/interactions.js';
import type { KeyRing } from './core/keys.js';
import { Emitter } from './emitter.js';
import type { Activation, Host } from './fronts/front.js';
import { Lifecycle } from './lifecycle.js';
import { RequestLog, type ReceivedRequest } from './request-log.js';
import type { Rule, Scenario } from './scenario/types.js';
import { worldOf } from './scenario/world.js';

export interface SimulatorEvents {
  /** A call has arrived. */
  readonly request: ReceivedRequest;
  /** A window has opened and waits for an answer. */
  readonly interaction: Interaction;
  /** A window has opened or was answered: those that wait now. */
  readonly interactionsChanged: readonly Interaction[];
  /** The broker came or went. */
  readonly running: boolean;
}

/** The broker with all that surrounds it: its clock, its windows, what it was asked, its life. */
export class SimulatedDevice implements Host {
  readonly events = new Emitter<SimulatorEvents>();
  readonly log = new RequestLog();
  readonly desk: InteractionDesk;
  readonly lifecycle: Lifecycle;
  broker: SimulatedBroker;
  private timeShiftMs = 0;

  constructor(
    scenario: Scenario,
    private readonly keys: KeyRing,
    private readonly waitsForPerson: boolean,
    activation: Activation,
  ) {
    this.desk = new InteractionDesk((opened) => {
      if (opened !== undefined) this.events.emit('interaction', opened);
      this.events.emit('interactionsChanged', this.desk.pending);
    });
    this.lifecycle = new Lifecycle(activation, (running) => this.events.emit('running', running));
    this.broker = this.brokerFor(scenario);
  }

  handle(call: IncomingCall): Directive {
    this.events.emit('request', this.log.add(call, new Date(this.now())));
    return this.broker.handle(call);
  }

  crash(): void {
    void this.lifecycle.vanish();
    this.desk.closeAll();
  }

  activate(): Promise<void> {
    return this.lifecycle.activate();
  }

  setScenario(scenario: Scenario): void {
    this.desk.closeAll();
    this.broker = this.brokerFor(scenario);
  }

  setRules(rules: readonly Rule[]): void {
    this.broker.setRules(rules);
  }

  advanceTime(milliseconds: number): void {
    this.timeShiftMs += milliseconds;
  }

  private now(): number {
    return Date.now() + this.timeShiftMs;
  }

  private brokerFor(scenario: Scenario): SimulatedBroker {
    const world = worldOf(scenario);
    const answered = this.waitsForPerson ? { ...world, answer: 'wait' as const } : world;
    return new SimulatedBroker(answered, this.desk, this.keys, () => this.now());
  }
}

// SPDX-License-Identifier: MIT
import {
  openBroker,
  type Broker,
  type BrokerOptions,
  type Channel,
  type LogLine,
} from 'entra-broker';
import type { ReceivedRequest, Simulator } from 'entra-broker-simulator';
import type { WamChannel } from '../../lib/channels/wam/calls.js';
import {
  type InvokeCall,
  RecordingChannel,
  RecordingWamChannel,
} from '../support/recording-channel.js';
import { type Operation, operations } from '../support/requests.js';

/** What a platform brings: a simulated broker and its way to it. */
export interface ConformanceContext {
  readonly simulator: Simulator;
  /** Those that the platform's broker has. Default: all. */
  readonly operations?: readonly Operation[];
  /** A new channel to the simulator's broker. */
  openChannel(): Channel | WamChannel;
}

/** One promise of a Broker over any channel. Needs no test runner: it throws if it is broken. */
export interface ConformanceCase {
  readonly name: string;
  run(context: ConformanceContext): Promise<void>;
}

/** Runs a case on a broker as the default scenario has it, whatever the case before left. */
export async function runCase(one: ConformanceCase, context: ConformanceContext): Promise<void> {
  const { simulator } = context;
  simulator.setScenario('default');
  if (!simulator.running) await simulator.restart();
  await one.run(context);
}

/** A Broker with all that a case looks at. */
export class Stage implements AsyncDisposable {
  readonly log: LogLine[] = [];
  /** What this broker can be asked. */
  readonly operations: readonly Operation[];
  readonly #simulator: Simulator;
  readonly #from: number;

  private constructor(
    readonly broker: Broker,
    readonly channel: RecordingChannel | RecordingWamChannel,
    { simulator, operations: known = operations }: ConformanceContext,
  ) {
    this.operations = known;
    this.#simulator = simulator;
    this.#from = simulator.requests.length;
    broker.on('log', (line) => this.log.push(line));
  }

  static async open(
    context: ConformanceContext,
    options: Omit<BrokerOptions, 'channel'> = {},
  ): Promise<Stage> {
    const inner = context.openChannel();
    const channel =
      inner.protocol === 'wam' ? new RecordingWamChannel(inner) : new RecordingChannel(inner);
    return new Stage(await openBroker({ ...options, channel }), channel, context);
  }

  /** What has arrived at the broker since this stage was opened. */
  get received(): readonly ReceivedRequest[] {
    return this.#simulator.requests.slice(this.#from);
  }

  get methods(): readonly string[] {
    return this.received.map(({ method }) => method);
  }

  /** The calls of one method that went through the channel, where its calls are of methods. */
  invoked(method: string): readonly (InvokeCall & { readonly id: number })[] {
    return this.channel.protocol === 'wam' ? [] : this.channel.invoked(method);
  }

  /** Waits until an operation has begun: until the first that it asks for has arrived. */
  begun({ name, method }: Operation): Promise<ReceivedRequest> {
    const own = this.operations.find((operation) => operation.name === name);
    return this.arrival(own?.method ?? method);
  }

  /** Waits until a call of that method has arrived since this stage was opened. */
  arrival(method: string): Promise<ReceivedRequest> {
    return this.#simulator.waitForRequest(method, { after: this.#from });
  }

  /** The same, and gives the parameters that a call for tokens carries. */
  async parameters(method: string): Promise<Readonly<Record<string, unknown>>> {
    const { body } = await this.arrival(method);
    return (body as { authParameters: Readonly<Record<string, unknown>> }).authParameters;
  }

  /**
   * A round trip. The broker answers in order and the channel delivers in order, so everything
   * that was sent before has arrived by now, and what was answered before has been delivered.
   */
  async roundTrip(): Promise<void> {
    const { channel } = this;
    if (channel.protocol === 'identity-broker') await this.broker.getBrokerVersion();
    else await new Promise((done) => channel.start({ verb: 'hostFacts', timeoutMs: 10_000 }, done));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.broker.close();
  }
}

// SPDX-License-Identifier: MIT
import type { MsalRuntimeError } from 'entra-broker/msal-node-runtime';
import { startSimulator, type Simulator, type SimulatorOptions } from 'entra-broker-simulator';
import { DbusChannel } from '../../../lib/channels/dbus/channel.js';
import { tagText } from '../../../lib/errors/tag.js';
import { createRuntime } from '../../../lib/msal-node-runtime/runtime.js';
import { Calls } from './calls.js';

export interface Simulated {
  readonly simulator: Simulator;
  /** Of a runtime of its own for each test, over the simulator's bus. */
  readonly calls: Calls;
}

/** Gives the tests of a file a simulated broker on a real bus, with its default scenario. */
export function simulated(options: SimulatorOptions = {}): Simulated {
  let simulator: Simulator | undefined;
  let calls: Calls | undefined;
  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  beforeEach(() => {
    simulator?.setScenario('default');
    const address = simulator?.busAddress ?? '';
    calls = new Calls(createRuntime(() => new DbusChannel({ address })));
  });
  afterAll(async () => {
    await simulator?.stop();
  });
  return {
    get simulator() {
      return started(simulator);
    },
    get calls() {
      return started(calls);
    },
  };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('It exists while a test runs only');
  return value;
}

/** A failure as `status code tag`. */
export function tripleOf(failure: MsalRuntimeError | undefined): string {
  if (failure === undefined) return 'tokens';
  const { errorStatus, errorCode, errorTag } = failure;
  return `${errorStatus} ${errorCode} ${errorTag === 0 ? '-' : tagText(errorTag)}`;
}

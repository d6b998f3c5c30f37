// SPDX-License-Identifier: MIT
import {
  type Scenario,
  type Simulator,
  type SimulatorOptions,
  loadScenario,
  startSimulator,
} from 'entra-broker-simulator';
import { DesktopSession } from './desktop-session.js';

// Longer than the deadlines of the sessions' processes, whose messages say more than jest's.
jest.setTimeout(30_000);

export interface SimulatedDesktop {
  /** One for all tests: making its keys takes the time of several. Has the default scenario. */
  readonly simulator: Simulator;
  readonly session: DesktopSession;
}

export interface DesktopOptions {
  readonly simulator?: SimulatorOptions;
  /**
   * Whether one session serves all tests. Then the runtime's cache may answer for the broker, which
   * tests of failures need not fear. Default false: a session for each.
   */
  readonly oneSession?: boolean;
}

/** Gives the tests of a `describe` a simulator and Microsoft's runtime that takes it for a broker. */
export function simulatedDesktop(options: DesktopOptions = {}): SimulatedDesktop {
  const { oneSession = false } = options;
  let simulator: Simulator | undefined;
  let session: DesktopSession | undefined;
  beforeAll(async () => {
    simulator = await startSimulator(options.simulator);
  });
  beforeEach(async () => {
    simulator?.setScenario('default');
    session ??= await DesktopSession.start(simulator?.busAddress);
  });
  const endSession = async (): Promise<void> => {
    await session?.[Symbol.asyncDispose]();
    session = undefined;
  };
  if (!oneSession) afterEach(endSession);
  afterAll(async () => {
    await endSession();
    await simulator?.stop();
  });
  return {
    get simulator() {
      return started(simulator);
    },
    get session() {
      return started(session);
    },
  };
}

/** The default scenario with these changes. */
export function changedScenario(changes: Scenario): Scenario {
  return { ...loadScenario('default'), ...changes };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('It exists while a test runs only');
  return value;
}

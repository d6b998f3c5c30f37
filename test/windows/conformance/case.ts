// SPDX-License-Identifier: MIT
import { EventEmitter, once } from 'node:events';
import type { ConformanceContext } from '../../conformance/case.js';
import { operations } from '../../support/requests.js';
import type { Dialog } from '../stand-in/dialogs.js';
import type { WamStandIn } from '../stand-in/wam-stand-in.js';

/** Where windows come from that can own those of WAM. */
export interface TestWindows {
  create(): bigint;
  destroy(window: bigint): void;
}

/** A simulated WAM, and a way to it. */
export interface WamContext extends ConformanceContext {
  readonly standIn: WamStandIn;
  readonly windows: TestWindows;
}

/** One promise of a Broker on Windows. Needs no test runner: it throws if it is broken. */
export interface WamCase {
  readonly name: string;
  run(context: WamContext): Promise<void>;
}

/** Operations that WAM has nothing for: they reject with `not_supported`. */
const missing: readonly string[] = [
  'acquirePrtSsoCookie',
  'generateSignedHttpRequest',
  'getBrokerVersion',
];

/** A broker knows no account at first, and lists them before it asks for the tokens of one. */
const lists: readonly string[] = ['acquireTokenSilently', 'acquireTokenInteractively', 'signOut'];

export const wamOperations = operations.flatMap((operation) => {
  if (missing.includes(operation.name)) return [];
  return [lists.includes(operation.name) ? { ...operation, method: 'getAccounts' } : operation];
});
export const missingOperations = operations.filter(({ name }) => missing.includes(name));

/** Runs a case as the default scenario has it, whatever the case before left. */
export async function runWamCase(one: WamCase, context: WamContext): Promise<void> {
  const { simulator, standIn } = context;
  standIn.reset();
  simulator.setScenario('default');
  if (!simulator.running) await simulator.restart();
  await one.run(context);
}

const dialogPatienceMs = 10_000;

/** The dialogs that are opened from now on, for users who take their time. */
export class DialogWatch {
  readonly #standIn: WamStandIn;
  readonly #asked = new EventEmitter();
  readonly #before: number;

  constructor({ standIn }: Pick<WamContext, 'standIn'>) {
    this.#standIn = standIn;
    this.#before = standIn.dialogs.all.length;
    standIn.simulator.on('interaction', () => this.#asked.emit('user'));
  }

  get all(): readonly Dialog[] {
    return this.#standIn.dialogs.all.slice(this.#before);
  }

  /** Waits for so many that are open at once, each of which has asked its user. */
  async opened(count = 1): Promise<readonly Dialog[]> {
    const { dialogs, simulator } = this.#standIn;
    await dialogs.waitFor(() => this.#open.length >= count, dialogPatienceMs);
    const signal = AbortSignal.timeout(dialogPatienceMs);
    while (simulator.pendingInteractions.length < count)
      await once(this.#asked, 'user', { signal });
    return this.#open;
  }

  /** Waits until none is open any more. */
  async closed(): Promise<readonly Dialog[]> {
    await this.#standIn.dialogs.waitFor(() => this.#open.length === 0, dialogPatienceMs);
    return this.all;
  }

  get #open(): readonly Dialog[] {
    return this.all.filter(({ open }) => open);
  }
}

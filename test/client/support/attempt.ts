// SPDX-License-Identifier: MIT
import type { InteractiveRequest, UserInterfaceEvent } from 'entra-broker/client';
import type { Scenario, Simulator } from 'entra-broker-simulator';
import { scenarioWith } from '../../support/scenarios.js';
import { appAt, asked, console_, type Change } from './signing-in.js';

export const SILENT = 'acquireTokenSilently';
export const WINDOW = 'acquireTokenInteractively';
export const LIST = 'getAccounts';

export interface Attempt {
  /** User name of the result, or code of the error. */
  readonly outcome: string;
  readonly asked: readonly string[];
  readonly shown: readonly string[];
  readonly warnings: readonly string[];
}

/** One interactive call in a fresh world: what came of it, and what it took. */
export async function attempt(
  simulator: Simulator,
  request: Partial<InteractiveRequest>,
  scenario: Scenario | string = 'default',
  change: Change = {},
): Promise<Attempt> {
  simulator.setScenario(scenario);
  const before = asked(simulator).length;
  const shown: string[] = [];
  await using signingIn = appAt(simulator, change);
  const onBeforeUserInterface = ({ ui }: UserInterfaceEvent): void => {
    shown.push(ui);
  };
  const call = signingIn.app.acquireTokenInteractive({
    scopes: ['User.Read'],
    parentWindowHandle: console_,
    onBeforeUserInterface,
    ...request,
  });
  const outcome = await call.then(
    ({ account }) => account?.username ?? 'nobody',
    (error: unknown) => (error as { code: string }).code,
  );
  const { warnings } = signingIn;
  return { outcome, asked: asked(simulator).slice(before), shown, warnings };
}

/** A broker that answers calls of this method with this status. */
export function failing(method: string, status: number): Scenario {
  return scenarioWith({ rules: [{ when: { method }, then: { error: { status } } }] });
}

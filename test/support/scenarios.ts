// SPDX-License-Identifier: MIT
import { loadScenario, type Scenario } from 'entra-broker-simulator';

/** The default scenario, with something else in it. */
export function scenarioWith(changes: Scenario): Scenario {
  return { ...loadScenario('default'), ...changes };
}

/** Windows stay open until the test answers them. */
export const waitingForUser = scenarioWith({ interactive: { answer: 'wait' } });

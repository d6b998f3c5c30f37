// SPDX-License-Identifier: MIT
import {
  type Case,
  authorities,
  fields,
  operations,
  proofs,
  usual,
} from '../differential/cases.js';
import { compareConversations, converse } from '../differential/conversation.js';
import type { DifferenceName } from '../differential/differences.js';
import { MicrosoftsClient } from '../differential/microsofts-client.js';
import { simulatedDesktop } from '../simulated-desktop.js';
import { startOurRuntime } from './our-runtime.js';

/** Of the differences of our Broker, what is left of them in the entry: no result among them. */
const left: ReadonlySet<DifferenceName> = new Set<DifferenceName>([
  'product',
  'onboarding',
  'numbersInClaims',
  'versionQuestions',
]);

describe("our runtime and Microsoft's say the same to a broker and to the app", () => {
  const desktop = simulatedDesktop();

  async function compare({ ask }: Case): Promise<readonly string[]> {
    const { simulator } = desktop;
    const microsofts = await converse(simulator, new MicrosoftsClient(desktop.session), ask);
    simulator.setScenario('default');
    await using runtime = await startOurRuntime(simulator.busAddress);
    const ours = await converse(simulator, new MicrosoftsClient(runtime), ask);
    expect(ours.requests.length).toBeGreaterThan(0);
    return compareConversations(microsofts, ours);
  }

  function expected({ ask, differs = [] }: Case): readonly string[] {
    return [...usual[ask.operation], ...differs].filter((name) => left.has(name)).sort();
  }

  it.each([...operations, ...authorities, ...fields, ...proofs])('$name', async (one) => {
    expect(await compare(one)).toEqual(expected(one));
  });
});

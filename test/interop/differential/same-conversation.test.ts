// SPDX-License-Identifier: MIT
import { simulatedDesktop } from '../simulated-desktop.js';
import {
  type Case,
  authorities,
  fields,
  operations,
  proofs,
  signedRequest,
  usual,
} from './cases.js';
import { compareConversations, converse } from './conversation.js';
import { MicrosoftsClient } from './microsofts-client.js';
import { OurClient } from './our-client.js';

describe("our client and Microsoft's say the same to a broker and make the same of its answer", () => {
  const desktop = simulatedDesktop();

  async function compare({ ask }: Case): Promise<readonly string[]> {
    const { simulator } = desktop;
    const microsofts = await converse(simulator, new MicrosoftsClient(desktop.session), ask);
    // Users who signed in meanwhile, and cached tokens, would make it another question.
    simulator.setScenario('default');
    await using client = await OurClient.open(simulator.busAddress);
    const ours = await converse(simulator, client, ask);
    expect(ours.requests.length).toBeGreaterThan(0);
    return compareConversations(microsofts, ours);
  }

  function expected({ ask, differs = [] }: Case): readonly string[] {
    const bearer = ask.operation !== 'accounts' && ask.proof !== signedRequest;
    return [...usual[ask.operation], ...differs, ...(bearer ? ['bearerHeader'] : [])].sort();
  }

  it.each(operations)('operation: $name', async (one) => {
    expect(await compare(one)).toEqual(expected(one));
  });
  it.each(authorities)('authority: $name', async (one) => {
    expect(await compare(one)).toEqual(expected(one));
  });
  it.each(fields)('field: $name', async (one) => {
    expect(await compare(one)).toEqual(expected(one));
  });
  it.each(proofs)('proof of possession: $name', async (one) => {
    expect(await compare(one)).toEqual(expected(one));
  });
});

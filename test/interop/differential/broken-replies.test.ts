// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { simulatedDesktop } from '../simulated-desktop.js';
import type { Client } from './ask.js';
import { contexts } from './differences.js';
import { bothAnswers, contextOf, triple } from './failures.js';
import { MicrosoftsClient } from './microsofts-client.js';
import { OurClient } from './our-client.js';
import {
  brokenResponses,
  brokenTokens,
  dbusErrors,
  noObjects,
  tagsOfDbusErrors,
  unusualTokens,
} from './triples.js';

describe("a call that fails or is answered badly is the same to our client as to Microsoft's", () => {
  const desktop = simulatedDesktop({ oneSession: true });

  it.each([...dbusErrors, 'com.example.Invented'])('D-Bus error %s', async (name) => {
    const dbusError = { name, message: 'Invented words' };
    const { microsofts, ours } = await bothAnswers(desktop, { dbusError });
    expect(triple(microsofts)).toBe(`0 0 ${tagsOfDbusErrors[name] ?? '4ulu3'}`);
    expect(triple(ours)).toBe(triple(microsofts));
    expect(contextOf(microsofts)).toBe(contexts.dbusError.microsofts(name));
    expect(contextOf(ours)).toBe(contexts.dbusError.ours(name, 'Invented words'));
  });

  it.each(['none', 'i', 'v', 'as'] as const)('reply of signature %s', async (wrongSignature) => {
    const { microsofts, ours } = await bothAnswers(desktop, { wrongSignature });
    expect(triple(microsofts)).toBe('0 0 4wd3w');
    expect(triple(ours)).toBe('0 0 4wd3w');
  });

  it.each(noObjects)('reply %j', async (raw) => {
    const { microsofts, ours } = await bothAnswers(desktop, { raw });
    expect(triple(microsofts)).toBe('0 0 4pq4a');
    expect(contextOf(microsofts)).toBe('responseJson is empty');
    expect(triple(ours)).toBe('0 0 4pq4a');
    expect(contextOf(ours)).toBe(contexts.brokenReply.ours);
  });

  it.each(brokenResponses)(
    'brokerTokenResponse $brokerTokenResponse',
    async ({ brokerTokenResponse, is }) => {
      const { microsofts, ours } = await bothAnswers(desktop, { reply: { brokerTokenResponse } });
      expect(triple(microsofts)).toBe(is);
      expect(triple(ours)).toBe(is);
    },
  );
});

// A session for each test: Microsoft's client keeps the access token of a reply without an ID token,
// which it refuses, and answers the next call with it.
describe("broken tokens are the same to our client as to Microsoft's", () => {
  const desktop = simulatedDesktop();

  it.each(brokenTokens)('tokens with $change', async ({ change, is }) => {
    const patch = { brokerTokenResponse: change };
    const { microsofts, ours } = await bothAnswers(desktop, { patch });
    expect(triple(microsofts)).toBe(is);
    expect(triple(ours)).toBe(is);
  });
});

describe('an unusual token reply is good enough for both clients', () => {
  const desktop = simulatedDesktop();

  it.each(unusualTokens)('%j', async (change) => {
    const patch = { brokerTokenResponse: change };
    const { microsofts, ours } = await bothAnswers(desktop, { patch });
    expect(triple(microsofts)).toBe('tokens');
    expect(triple(ours)).toBe('tokens');
  });
});

describe("a broker that dies during a call is the same to our client as to Microsoft's", () => {
  const desktop = simulatedDesktop();

  /** Its broker dies, and comes back. */
  async function answersAroundDeath(client: Client): Promise<readonly string[]> {
    const { simulator } = desktop;
    const ask = async () => triple(await client.ask({ operation: 'signInSilently' }, randomUUID()));
    const gone = new Promise<void>((resolve) => {
      simulator.on('running', (running) => {
        if (!running) resolve();
      });
    });
    simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: { crash: 'before' } }]);
    const during = await ask();
    await gone;
    simulator.setRules([]);
    await simulator.restart();
    return [during, await ask()];
  }

  it('fails with NoReply, and the next call finds the broker that came back', async () => {
    const expected = ['0 0 4ulu5', 'tokens'];
    expect(await answersAroundDeath(new MicrosoftsClient(desktop.session))).toEqual(expected);
    await using client = await OurClient.open(desktop.simulator.busAddress);
    expect(await answersAroundDeath(client)).toEqual(expected);
  });
});

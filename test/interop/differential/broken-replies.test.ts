// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { simulatedDesktop } from '../simulated-desktop.js';
import type { Client } from './ask.js';
import { contexts } from './differences.js';
import { bothAnswers, contextOf, triple } from './failures.js';
import { MicrosoftsClient } from './microsofts-client.js';
import { OurClient } from './our-client.js';

const standard = 'org.freedesktop.DBus.Error.';
const dbusErrors = [
  ...['ServiceUnknown', 'NoReply', 'TimedOut', 'UnknownObject', 'Timeout', 'UnknownMethod'],
  ...['UnknownInterface', 'AccessDenied', 'Failed', 'NoMemory', 'LimitsExceeded', 'InvalidArgs'],
  ...['Spawn.ChildExited', 'NameHasNoOwner', 'Disconnected', 'NoServer'],
].map((name) => standard + name);
const ownTags: Readonly<Record<string, string>> = {
  [`${standard}ServiceUnknown`]: '4ulu4',
  [`${standard}NoReply`]: '4ulu5',
  [`${standard}TimedOut`]: '4wd3v',
  [`${standard}UnknownObject`]: '4p541',
};

/** Changes to the tokens of a good reply, and what they are taken for. */
const brokenTokens = [
  { change: { accessTokenType: null }, is: '0 0 7bits' },
  { change: { accessTokenType: 'x' }, is: '0 0 7bits' },
  { change: { expiresOn: null }, is: '0 0 7bitt' },
  { change: { expiresOn: 'x' }, is: '0 0 7bitt' },
  { change: { idToken: null }, is: '0 0 649k9' },
  { change: { idToken: 'a' }, is: '0 0 9zj0j' },
  { change: { idToken: 'a.!.c' }, is: '0 0 9zj0k' },
  { change: { idToken: 'a.YWI.c' }, is: '0 0 9zj0l' },
  { change: { idToken: jwtOf({ upn: 'ada' }) }, is: '0 0 9wgdn' },
  { change: { clientInfo: null }, is: '0 0 649k9' },
  { change: { clientInfo: '!' }, is: '0 0 836nx' },
  { change: { clientInfo: 'YWI' }, is: '0 0 836ny' },
  { change: { clientInfo: 'e30' }, is: '0 0 836ny' },
  { change: { grantedScopes: 'Mail.Read' }, is: '6 0 9zj08' },
];

function jwtOf(payload: object): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`;
}

describe("a call that fails or is answered badly is the same to our client as to Microsoft's", () => {
  const desktop = simulatedDesktop({ oneSession: true });

  it.each([...dbusErrors, 'com.example.Invented'])('D-Bus error %s', async (name) => {
    const dbusError = { name, message: 'Invented words' };
    const { microsofts, ours } = await bothAnswers(desktop, { dbusError });
    expect(triple(microsofts)).toBe(`0 0 ${ownTags[name] ?? '4ulu3'}`);
    expect(triple(ours)).toBe(triple(microsofts));
    expect(contextOf(microsofts)).toBe(contexts.dbusError.microsofts(name));
    expect(contextOf(ours)).toBe(contexts.dbusError.ours(name, 'Invented words'));
  });

  it.each(['none', 'i', 'v', 'as'] as const)('reply of signature %s', async (wrongSignature) => {
    const { microsofts, ours } = await bothAnswers(desktop, { wrongSignature });
    expect(triple(microsofts)).toBe('0 0 4wd3w');
    expect(triple(ours)).toBe('0 0 4wd3w');
  });

  const noObjects = ['', '  ', 'no JSON', '{"broker', '[]', 'null', '5', '"x"', '{}', 'x{}', '{}x'];
  it.each(noObjects)('reply %j', async (raw) => {
    const { microsofts, ours } = await bothAnswers(desktop, { raw });
    expect(triple(microsofts)).toBe('0 0 4pq4a');
    expect(contextOf(microsofts)).toBe('responseJson is empty');
    expect(triple(ours)).toBe('0 0 4pq4a');
    expect(contextOf(ours)).toBe(contexts.brokenReply.ours);
  });

  it.each([
    { brokerTokenResponse: {}, is: '0 0 7bits' },
    { brokerTokenResponse: null, is: '6 0 7a2gh' },
    { brokerTokenResponse: 'x', is: '6 0 7a2gh' },
    { brokerTokenResponse: 5, is: '6 0 7a2gh' },
    { brokerTokenResponse: [], is: '6 0 7a2gh' },
  ])('brokerTokenResponse $brokerTokenResponse', async ({ brokerTokenResponse, is }) => {
    const { microsofts, ours } = await bothAnswers(desktop, { reply: { brokerTokenResponse } });
    expect(triple(microsofts)).toBe(is);
    expect(triple(ours)).toBe(is);
  });
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

  it.each([
    { grantedScopes: null },
    { account: null },
    { error: null },
    { error: 'x' },
    { accessTokenType: 7 },
    { expiresOn: '4000000000000' },
    { expiresOn: 4000000000000.7 },
  ])('%j', async (change) => {
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

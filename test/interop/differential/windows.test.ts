// SPDX-License-Identifier: MIT
import type { Simulator } from 'entra-broker-simulator';
import { CONSOLE_WINDOW_HANDLE, openBroker } from 'entra-broker';
import { DbusChannel } from '../../../lib/channels/dbus/channel.js';
import { ada, authority, clientId, fails, redirectUri, runtimeCall } from '../runtime-calls.js';
import { changedScenario, simulatedDesktop } from '../simulated-desktop.js';
import { given } from './given.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const cancel = 'cancelInteractiveFlow';

const request = {
  clientId,
  authority,
  redirectUri,
  scopes: ['User.Read'],
  parentWindowHandle: CONSOLE_WINDOW_HANDLE,
};

async function openOurs({ busAddress }: Simulator) {
  return openBroker({ channel: new DbusChannel(given({ address: busAddress })) });
}

describe('a sign-in window that is given up', () => {
  const desktop = simulatedDesktop();

  it("is closed with the same words as by Microsoft's client", async () => {
    const { simulator, session } = desktop;
    // Its cancel waits for the flow's end, so the flow must end by itself, and after the cancel.
    const flowMethod = 'acquireTokenInteractively';
    simulator.setRules([{ when: { method: flowMethod }, then: { delayMs: 2000 } }]);
    const flow = session.runtime.begin(runtimeCall('SignInInteractively'));
    const theirFlow = await simulator.waitForRequest(flowMethod);
    flow.cancel();
    const theirs = await simulator.waitForRequest(cancel, { timeoutMs: 15_000 });
    expect(await flow.outcome).toMatchObject({ result: { account: { username: ada } } });

    simulator.setScenario(changedScenario({ interactive: { answer: 'wait' } }));
    const after = simulator.requests.length;
    await using broker = await openOurs(simulator);
    const abort = new AbortController();
    const signIn = broker.signInInteractively({ ...request, signal: abort.signal });
    const refusal = expect(signIn).rejects.toMatchObject({ code: 'request_aborted' });
    const ourFlow = await simulator.waitForInteraction();
    abort.abort();
    await refusal;
    const ours = await simulator.waitForRequest(cancel, { after });

    expect(ours.body).toEqual(theirs.body);
    for (const { correlationId, protocolVersion } of [theirs, ours]) {
      expect(protocolVersion).toBe('0.0');
      expect(correlationId).toMatch(guid);
      expect([theirFlow.correlationId, ourFlow.correlationId]).not.toContain(correlationId);
    }
  });
});

describe('a prompt and the domain of the user', () => {
  const desktop = simulatedDesktop();

  it.each(['prompt', 'domain_hint'])("%s: Microsoft's client refuses to send it", async (name) => {
    const before = desktop.simulator.requests.length;
    const call = runtimeCall('SignInInteractively', { parameters: { [name]: 'login' } });
    expect(await fails(desktop.session, call)).toMatchObject({ status: 6, tag: '9og4s' });
    expect(desktop.simulator.requests.slice(before)).toEqual([]);
  });

  it('reach the window by our client', async () => {
    await using broker = await openOurs(desktop.simulator);
    await broker.signInInteractively({
      ...request,
      prompt: 'select_account',
      domainHint: 'contoso.example',
    });
    expect(desktop.simulator.interactions.at(-1)).toMatchObject({
      prompt: 'select_account',
      domainHint: 'contoso.example',
    });
  });
});

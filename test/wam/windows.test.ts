// SPDX-License-Identifier: MIT
import { CONSOLE_WINDOW_HANDLE, type Broker } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, tokenRequest } from '../support/requests.js';
import { WamStage, window, windowFields, world } from './stage.js';

const authority = 'https://login.microsoftonline.com/organizations';
const request = { ...tokenRequest, ...windowFields, authority };
const waiting = world({ interactive: { answer: 'wait' } });
const other = 77n;
const machine = { windows: [window, other] };

const interactive: Readonly<Record<string, (broker: Broker, handle: unknown) => Promise<unknown>>> =
  {
    signInInteractively: (broker, handle) => broker.signInInteractively(withHandle(handle)),
    acquireTokenInteractively: (broker, handle) =>
      broker.acquireTokenInteractively({ ...withHandle(handle), account: ada }),
    signIn: (broker, handle) => broker.signIn(withHandle(handle)),
  };

function withHandle(handle: unknown): typeof request {
  return { ...request, parentWindowHandle: handle as bigint };
}

describe.each(Object.entries(interactive))('%s', (_name, call) => {
  it.each([
    ['zero', 0, 'invalid_window_handle'],
    ['no handle', undefined, 'window_handle_required'],
    ['16 bytes', Buffer.alloc(16, 1), 'invalid_window_handle'],
    ['more than 64 bits', 2n ** 80n, 'invalid_window_handle'],
  ] as const)('refuses %s before anything is sent', async (_what, handle, code) => {
    await using stage = await WamStage.open();
    await rejectsWith(call(stage.broker, handle), code);
    expect(stage.channel.verbs).toEqual([]);
  });

  it('refuses a window that does not exist before anything else is sent', async () => {
    await using stage = await WamStage.open();
    const error = await rejectsWith(call(stage.broker, 0xdead), 'invalid_window_handle');
    expect(error.message).toMatch(/parentWindowHandle must be the id of a window that exists/);
    expect(stage.channel.verbs).toMatchObject([{ verb: 'checkWindow', window: 0xdeadn }]);
    expect(stage.asked()).toEqual([]);
  });
});

describe('one window of WAM’s for each owner', () => {
  it('refuses the second for the same owner, and allows one for another', async () => {
    await using stage = await WamStage.open({ machine });
    const { broker, standIn } = stage;
    const never = {
      when: { call: 'RequestTokenForWindowAsync', nth: 1 },
      then: { never: true },
    } as const;
    standIn.setRules([never]);
    const controller = new AbortController();
    const first = broker.signInInteractively({ ...request, signal: controller.signal });
    const aborted = rejectsWith(first, 'request_aborted');
    await standIn.waitForCall('RequestTokenForWindowAsync');
    await rejectsWith(broker.signInInteractively(request), 'interaction_in_progress');
    await broker.signInInteractively(withHandle(other));
    controller.abort();
    await aborted;
    const owners = standIn.dialogs.all.map(({ owner }) => owner);
    expect(owners).toEqual([Number(window), Number(other)]);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('counts the console as one', async () => {
    await using stage = await WamStage.open({ scenario: waiting });
    const controller = new AbortController();
    const console = withHandle(CONSOLE_WINDOW_HANDLE);
    const first = stage.broker.signInInteractively({ ...console, signal: controller.signal });
    const aborted = rejectsWith(first, 'request_aborted');
    await stage.standIn.waitForCall('RequestTokenForWindowAsync');
    await rejectsWith(stage.broker.signInInteractively(console), 'interaction_in_progress');
    controller.abort();
    await aborted;
  });

  it('knows a window by either form of its handle', async () => {
    const [withZeros, withSign] = [0x8000_5005n, 0xffff_ffff_8000_5005n];
    await using stage = await WamStage.open({
      scenario: waiting,
      machine: { windows: [withZeros, withSign] },
    });
    const first = rejectsWith(stage.broker.signInInteractively(withHandle(withZeros)), 'closed');
    await stage.standIn.waitForCall('RequestTokenForWindowAsync');
    const second = stage.broker.signInInteractively(withHandle(withSign));
    await rejectsWith(second, 'interaction_in_progress');
    await stage.broker.close();
    await first;
  });

  it('is free again when it was answered, refused, aborted or timed out', async () => {
    await using stage = await WamStage.open({
      scenario: world({ interactive: { answer: 'refuse' } }),
    });
    await rejectsWith(stage.broker.signInInteractively(request), 'user_canceled');
    stage.standIn.simulator.setScenario(waiting);
    const after = stage.standIn.calls.length;
    const controller = new AbortController();
    const call = stage.broker.signInInteractively({ ...request, signal: controller.signal });
    const aborted = rejectsWith(call, 'request_aborted');
    await stage.standIn.waitForCall('RequestTokenForWindowAsync', { after });
    controller.abort();
    await aborted;
    await stage.liveObjects();
    await rejectsWith(stage.broker.signInInteractively({ ...request, timeoutMs: 50 }), 'timed_out');
    await stage.liveObjects();
    stage.standIn.simulator.setScenario(world());
    await stage.broker.signInInteractively(request);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('is held from the accounts pane to the sign-in', async () => {
    await using stage = await WamStage.open({ scenario: waiting });
    const common = { ...request, authority: tokenRequest.authority };
    const first = stage.broker.signInInteractively(common);
    await stage.standIn.waitForCall('RequestTokenForWindowAsync');
    await rejectsWith(stage.broker.signInInteractively(common), 'interaction_in_progress');
    expect(
      stage.standIn.calls.filter(({ call }) => call === 'AccountsSettingsPane.Show'),
    ).toHaveLength(1);
    const { id } = await stage.standIn.simulator.waitForInteraction();
    stage.standIn.simulator.answerInteractive({ pick: ada.username }, id);
    await first;
  });
});

describe('the end of a call', () => {
  it('closes WAM’s window, also one that takes no notice of Cancel', async () => {
    await using stage = await WamStage.open({ scenario: waiting, dialog: 'ignores-cancel' });
    const controller = new AbortController();
    const call = stage.broker.signInInteractively({ ...request, signal: controller.signal });
    const aborted = rejectsWith(call, 'request_aborted');
    await stage.standIn.waitForCall('RequestTokenForWindowAsync');
    controller.abort();
    expect((await aborted).name).toBe('AbortError');
    await stage.liveObjects();
    expect(stage.standIn.dialogs.all).toMatchObject([{ closedBy: 'WM_CLOSE' }]);
  });

  it('comes with close() for all that waits, a back-off included', async () => {
    await using stage = await WamStage.open({ scenario: waiting, backOffMs: [60_000] });
    const then = { status: 5, error: { code: 0x80080300 } };
    stage.standIn.setRules([{ when: { call: 'GetTokenSilentlyAsync' }, then }]);
    const inWindow = rejectsWith(stage.broker.signInInteractively(request), 'closed');
    const backingOff = rejectsWith(stage.broker.signInSilently(tokenRequest), 'closed');
    await stage.standIn.waitForCall('RequestTokenForWindowAsync');
    await stage.standIn.waitForCall('GetTokenSilentlyAsync');
    await stage.broker.close();
    await Promise.all([inWindow, backingOff]);
    await rejectsWith(stage.broker.signInSilently(tokenRequest), 'closed');
    expect(stage.channel.waitingCalls).toBe(0);
  });
});

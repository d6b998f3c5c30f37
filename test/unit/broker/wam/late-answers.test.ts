// SPDX-License-Identifier: MIT
import { openBroker, type WamCall, type WamChannel } from 'entra-broker';
import { rejectsWith } from '../../../support/broker-errors.js';
import { healthyHost } from '../../../support/healthy-host.js';
import { windowRequest } from '../../../support/requests.js';

const provider = { object: 1, id: 'https://login.microsoft.com', authority: 'organizations' };
const noTokens = { object: 7, status: 3, error: null, response: null };

/** Answers at once, but for windows: those when the test says so, whatever was canceled. */
class LateChannel implements WamChannel {
  readonly name = 'late';
  readonly protocol = 'wam';
  readonly calls: WamCall[] = [];
  answerWindow = (): void => undefined;

  start: WamChannel['start'] = (call, done) => {
    const answer = done as (reply: unknown) => void;
    this.calls.push(call as WamCall);
    const answers = { hostFacts: healthyHost, findProvider: provider, requestToken: noTokens };
    const { verb } = call as WamCall;
    const value =
      verb === 'findAllAccounts'
        ? { status: 2, error: null, accounts: [] }
        : ((answers as Record<string, unknown>)[verb] ?? null);
    const reply = (): void => answer({ ok: true, answer: value });
    if (verb === 'requestToken') this.answerWindow = reply;
    else setImmediate(reply);
    return this.calls.length;
  };

  get released(): readonly number[] {
    return this.calls.flatMap((call) => (call.verb === 'release' ? call.objects : []));
  }

  get windows(): number {
    return this.calls.filter(({ verb }) => verb === 'requestToken').length;
  }

  cancel(): void {}
  unref(): void {}
  probe() {
    return { state: 'pending' } as const;
  }
  watch(): number {
    return 0;
  }
  unwatch(): void {}
  close(): void {}
}

const request = {
  ...windowRequest,
  authority: 'https://login.microsoftonline.com/organizations',
};

it('holds the owner until WAM has answered, and lets go of what comes after the end', async () => {
  const channel = new LateChannel();
  const broker = await openBroker({ channel });
  const first = broker.signInInteractively({ ...request, timeoutMs: 100 });
  await rejectsWith(first, 'timed_out');
  expect(channel.windows).toBe(1);
  expect(channel.released).toEqual([1]);
  await rejectsWith(broker.signInInteractively(request), 'interaction_in_progress');
  channel.answerWindow();
  expect(channel.released).toContain(7);
  await rejectsWith(broker.signInInteractively({ ...request, timeoutMs: 100 }), 'timed_out');
  expect(channel.windows).toBe(2);
  await broker.close();
});

// SPDX-License-Identifier: MIT
import type { WamRule } from './stand-in/rules.js';
import { WamStandIn } from './stand-in/wam-stand-in.js';
import {
  another,
  findAnother,
  findDefault,
  findProvider,
  outcomeOf,
  providerId,
  startAction,
} from './support/native-calls.js';
import { reportOf } from './support/windows-program.js';

// The native channel by itself, in real node.exe: calls that Windows leaves unanswered, many of them,
// and what comes without being asked for. None of it hangs or crashes the process.

jest.setTimeout(60_000);

/** For how long a call of the stand-in does that is told to. */
const hangsMs = 10_000;

describe('a call that Windows does not answer', () => {
  const never: readonly WamRule[] = [{ when: another, then: { never: true } }];
  const hangs: readonly WamRule[] = [{ when: another, then: { hangs: true } }];

  it('settles when it is canceled, once, and is canceled in Windows by another thread', async () => {
    await using standIn = await WamStandIn.start();
    standIn.setRules([{ when: another, then: { delayMs: 50, never: true } }]);
    const report = reportOf(await startAction(standIn, 'canceled', [findAnother, findProvider]));
    expect(report).toEqual({ replies: [[null, 'canceled', '', '']] });
    expect(await standIn.waitForCall('IAsyncInfo.Cancel')).toMatchObject({ apartment: 'MTA' });
  });

  it('is canceled in Windows while others hang', async () => {
    await using standIn = await WamStandIn.start();
    standIn.setRules([{ when: { ...another, nth: 1 }, then: { never: true } }, ...hangs]);
    const many = Array.from({ length: 8 }, () => findAnother);
    const running = startAction(standIn, 'canceled', [findAnother, findProvider, ...many]);
    const options = { timeoutMs: hangsMs / 2 };
    expect(await standIn.waitForCall('IAsyncInfo.Cancel', options)).toMatchObject({
      apartment: 'MTA',
    });
    expect(reportOf(await running)).toEqual({ replies: [[null, 'canceled', '', '']] });
  });

  it('settles when its time is up', async () => {
    const report = await outcomeOf('timedOut', [findAnother], never);
    expect(report).toEqual({ reply: [null, 'timed_out', '', ''] });
  });

  const waiting = [findAnother, findAnother, findAnother, findProvider];

  it.each([
    ['never ends', never],
    ['hangs', hangs],
  ])('is closed with the channel where it %s', async (_how, rules) => {
    const closed = ['closed', 'closed', 'closed', 'closed'];
    expect(await outcomeOf('closed', waiting, rules)).toEqual({ codes: closed });
  });

  it.each([
    ['never ends', never],
    ['hangs', hangs],
  ])('does not keep process.exit() waiting where it %s', async (_how, rules) => {
    expect(await outcomeOf('exited', waiting, rules)).toEqual({ exit: true });
  });

  it.each<[string, readonly WamRule[]]>([
    ['never ends', never],
    ['hangs', hangs],
    ['ends afterwards', [{ when: another, then: { delayMs: 200 } }]],
  ])('does no harm to the process when its worker is terminated and it %s', async (_how, rules) => {
    const slowly = { when: { authority: 'organizations', nth: 2 }, then: { delayMs: 400 } };
    const report = await outcomeOf('terminated', waiting, [...rules, slowly]);
    expect(report).toMatchObject({
      answers: 1,
      replies: [[[expect.any(String), providerId, 'organizations']]],
    });
  });

  it('holds up no other', async () => {
    const many = Array.from({ length: 7 }, () => findAnother);
    const closed = Array.from({ length: 8 }, () => 'closed');
    const report = await outcomeOf('closed', [...many, findProvider], hangs);
    expect(report).toEqual({ codes: closed });
  });
});

it('hundreds of calls at once are all answered, each with an object of its own', async () => {
  expect(await outcomeOf('atOnce', [findProvider])).toEqual({ replies: 400, objects: 400 });
});

it('the facts of the machine can be waited for', async () => {
  const report = await outcomeOf('looked', []);
  const version = expect.stringMatching(/^10\.0\.\d+$/) as string;
  const others = Array.from({ length: 8 }, () => expect.stringMatching(/^\d*$/) as string);
  const reply = [[version, ...others]];
  expect(report).toEqual({ nothing: true, seen: reply, told: reply });
});

it('a monitor tells of its accounts until it is released', async () => {
  await using standIn = await WamStandIn.start();
  // The second look-up is answered late: what is raised before that would have come by then.
  const late = { when: { call: 'FindAccountProviderAsync', nth: 2 }, then: { delayMs: 300 } };
  standIn.setRules([late]);
  const running = startAction(standIn, 'monitored', [
    findProvider,
    ['findAllAccounts'],
    findDefault,
  ]);
  await standIn.waitForCall('FindAccountProviderAsync');
  standIn.raise('updated', 'grace@fabrikam.example');
  for (const kind of ['updated', 'removed', 'default'] as const) {
    standIn.raise(kind, 'ada@contoso.example');
  }
  const after = standIn.calls.length;
  await standIn.waitForCall('FindAccountProviderAsync', { after });
  standIn.raise('removed', 'ada@contoso.example');
  const { monitor, events } = reportOf(await running) as {
    readonly monitor: string;
    readonly events: readonly (readonly string[])[];
  };
  const kinds = ['default', 'removed', 'updated'];
  expect(events.toSorted()).toEqual(kinds.map((kind) => [monitor, kind]));
});

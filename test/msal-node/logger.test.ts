// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { LogLevel } from '@azure/msal-node';
import { ada } from '../support/requests.js';
import { failure, Stage, type Line } from './stage.js';
import { newest, versions } from './versions.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

const correlationId = '3d9e2b7a-1c4f-4e8d-b5a6-0f1e2d3c4b5a';

/** Ours among msal-node's own. */
function ours(log: readonly Line[]): readonly Line[] {
  return log.filter(([, message]) => message.includes(' : entra-broker@'));
}

it.each(versions)(
  'msal-node %s gets lines with level and correlation id',
  async (_version, msal) => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    stage.log.length = 0;
    simulator.setRules([
      {
        when: { method: 'acquireTokenSilently', nth: 2 },
        then: { error: { status: 'NoNetwork' } },
      },
      {
        when: { method: 'acquireTokenSilently', nth: 3 },
        then: { error: { status: 'Unexpected' } },
      },
    ]);
    await stage.silently({ account, correlationId });
    await failure(stage.silently({ account, correlationId }));
    await failure(stage.silently({ account, correlationId }));
    const lines = ours(stage.log);
    expect(lines.every(([, message]) => message.includes(`[${correlationId}]`))).toBe(true);
    const about = lines.filter(([, message]) => message.includes('acquireTokenSilently'));
    expect(about.map(([level]) => level)).toEqual([
      msal.LogLevel.Info,
      msal.LogLevel.Info,
      msal.LogLevel.Info,
      msal.LogLevel.Warning,
      msal.LogLevel.Info,
      msal.LogLevel.Error,
    ]);
    expect(about.at(-1)?.[1]).toContain(' : Error - acquireTokenSilently failed');
  },
);

it('two plug-ins have two loggers', async () => {
  await using one = new Stage(simulator);
  await using other = new Stage(simulator);
  await one.account();
  expect(ours(one.log)).toHaveLength(2);
  expect(ours(other.log)).toEqual([]);
});

it('the latest logger takes the place of the one before', async () => {
  await using stage = new Stage(simulator);
  const lines: string[] = [];
  stage.plugin.setLogger({
    loggerCallback: (_level, message) => lines.push(message),
    logLevel: LogLevel.Info,
    piiLoggingEnabled: false,
  });
  await stage.account();
  expect(lines).toHaveLength(2);
  expect(ours(stage.log)).toEqual([]);
});

it('respects the level', async () => {
  await using stage = new Stage(simulator);
  const lines: string[] = [];
  stage.plugin.setLogger({
    loggerCallback: (_level, message) => lines.push(message),
    logLevel: LogLevel.Warning,
    piiLoggingEnabled: false,
  });
  await stage.account();
  expect(lines).toEqual([]);
});

describe('what the broker itself said, which may name users', () => {
  async function linesWith(piiLoggingEnabled: boolean, enablePiiLogging: boolean) {
    await using stage = new Stage(simulator, newest, { enablePiiLogging });
    const account = await stage.account();
    const lines: Line[] = [];
    stage.plugin.setLogger({
      loggerCallback: (...line) => lines.push(line),
      logLevel: LogLevel.Trace,
      piiLoggingEnabled,
    });
    simulator.setRules([
      {
        when: { method: 'acquireTokenSilently' },
        then: { error: { status: 'Unexpected', context: `about ${ada.username}` } },
      },
    ]);
    await failure(stage.silently({ account }));
    return lines.filter(([, message]) => message.includes(ada.username));
  }

  it('is logged where plug-in and logger are both asked for it', async () => {
    expect(await linesWith(true, true)).toMatchObject([[LogLevel.Verbose, /./, true]]);
  });

  it.each([
    [true, false],
    [false, true],
    [false, false],
  ])('is not logged with piiLoggingEnabled %s and enablePiiLogging %s', async (logger, plugin) => {
    expect(await linesWith(logger, plugin)).toEqual([]);
  });
});

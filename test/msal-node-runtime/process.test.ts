// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { runProgram, type Ending } from '../support/program.js';

let simulator: Simulator;
let nobody: Simulator;

beforeAll(async () => {
  [simulator, nobody] = await Promise.all([startSimulator(), startSimulator({ start: 'absent' })]);
});

afterAll(async () => {
  await Promise.all([simulator.stop(), nobody.stop()]);
});

const ada = 'ada@contoso.example';
/** It ended by itself, and printed nothing. */
const well = { code: 0, signal: null, stdout: '', stderr: '' };

function run(
  program: string,
  environment: Readonly<Record<string, string | undefined>> = simulator.env,
): Promise<Ending> {
  return runProgram(program, { folder: join(__dirname, 'programs'), environment });
}

it('a logger does not keep the process alive, and hears its own calls without users', async () => {
  const { report, ...ending } = await run('logger.cjs');
  expect(ending).toEqual(well);
  expect(report).toEqual({ user: ada, ofCall: 2, levels: [3], withPii: [], replaced: [] });
}, 40_000);

it('loading the module loads no native code and nothing of msal', async () => {
  expect(await run('loading.cjs')).toEqual({ ...well, report: { addons: [], msal: [] } });
}, 40_000);

it('two copies and a worker get tokens, each by itself', async () => {
  const report = { another: true, users: [ada, ada, ada] };
  expect(await run('copies.cjs')).toEqual({ ...well, report });
}, 40_000);

it('what a callback or a logger throws ends nothing, and the logger is told its name', async () => {
  const told = [['A callback of the app threw [RangeError]; nobody else hears of it', 5]];
  expect(await run('thrower.cjs')).toEqual({ ...well, report: { user: ada, told } });
}, 40_000);

const noBroker = [6, 0, 507897694];

it.each([
  { where: 'on the bus', environment: () => nobody.env },
  {
    where: 'and no bus',
    environment: () => ({ DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined }),
  },
  {
    where: 'behind an address that nobody listens at',
    environment: () => ({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }),
  },
])(
  'without a broker $where every call answers as the original',
  async ({ environment }) => {
    const { report, ...ending } = await run('no-broker.cjs', environment());
    expect(ending).toEqual(well);
    expect(report).toEqual({
      startupError: {
        errorCode: 0,
        errorStatus: 6,
        errorContext: 'Broker cannot be initialized for MSALRuntime',
        errorTag: 507897694,
      },
      same: true,
      found: {
        discover: [],
        discoverNobody: [6, 0, 576582992],
        read: [16, 0, 525678464],
        signInSilently: [2, 0, 527512645],
        // The original would open a window of its own, or fail where there is no display.
        signIn: noBroker,
        signInInteractively: noBroker,
      },
    });
  },
  40_000,
);

// SPDX-License-Identifier: MIT
import path from 'node:path';
import { startSimulator } from 'entra-broker-simulator';
import { checkout, runProgram, type Ending } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { insideWsl } from './namespace.js';
import { startWsl } from './stage.js';

// Each call starts programs; a hang is what fails.
jest.setTimeout(30_000);

const programs = path.join(__dirname, 'programs');

function doctor(under: readonly string[]): Promise<Ending> {
  const folder = path.join(checkout, 'dist', 'cli');
  return runProgram('main.js', { folder, under, arguments: ['doctor', '--json'] });
}

describe('inside WSL 2, as its kernel and its wslinfo tell', () => {
  it('openBroker() takes the proxy, though there is a bus with a broker', async () => {
    await using wsl = await startWsl();
    await using bus = await startSimulator({ front: 'dbus' });
    using folder = new TemporaryFolder();
    const under = insideWsl(folder, wsl.wsl?.wslinfoPath ?? '');
    const environment = bus.env;
    const ended = await runProgram('plain.cjs', { folder: programs, under, environment });
    expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(ended.report).toEqual({ channel: 'wsl-proxy', usernames: ['ada@contoso.example'] });
    expect(wsl.requests.map(({ method }) => method)).toEqual(['getAccounts']);
    expect(bus.requests).toEqual([]);
  });

  it('entra-broker doctor goes the way over the proxy', async () => {
    await using wsl = await startWsl();
    using folder = new TemporaryFolder();
    const ended = await doctor(insideWsl(folder, wsl.wsl?.wslinfoPath ?? ''));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toMatchObject({
      available: true,
      steps: [
        { name: 'platform', state: 'well' },
        { name: 'native module', state: 'well' },
        { name: 'wslinfo', state: 'well' },
        { name: 'proxy', state: 'well' },
        { name: 'ping', state: 'well' },
        { name: 'version', state: 'well', finding: '3.0.2' },
        { name: 'accounts', state: 'skipped' },
      ],
    });
  });

  it('without wslinfo there is no broker, and the reason says so', async () => {
    await using bus = await startSimulator({ front: 'dbus' });
    using folder = new TemporaryFolder();
    const under = insideWsl(folder, folder.file('none'));
    const environment = bus.env;
    const ended = await runProgram('plain.cjs', { folder: programs, under, environment });
    expect(ended.report).toMatchObject({ code: 'broker_unavailable' });
    expect(ended.report).toHaveProperty('message', expect.stringContaining('wslinfo'));
    expect(bus.requests).toEqual([]);
  });

  it('with D-Bus as the second choice the broker on the bus is taken then', async () => {
    await using bus = await startSimulator({ front: 'dbus' });
    using folder = new TemporaryFolder();
    const under = insideWsl(folder, folder.file('none'));
    const ended = await runProgram('plain.cjs', {
      folder: programs,
      under,
      environment: bus.env,
      arguments: ['dbus'],
    });
    expect(ended.report).toEqual({ channel: 'dbus', usernames: ['ada@contoso.example'] });
  });

  it.each([
    ['enableBrokerOnLinux', 'dbus', ['ada@contoso.example']],
    ['enableBrokerOnWsl', undefined, []],
  ])('an app with %s alone takes without a proxy: %s', async (flag, channel, usernames) => {
    await using bus = await startSimulator({ front: 'dbus' });
    using folder = new TemporaryFolder();
    const ended = await runProgram('client.cjs', {
      folder: programs,
      under: insideWsl(folder, folder.file('none')),
      environment: bus.env,
      arguments: [flag],
    });
    const state = channel === undefined ? 'off' : 'on';
    const report = { decision: { state }, usernames };
    expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '', report });
    const said = channel === undefined ? 'detail' : 'channel';
    const words = expect.stringContaining(channel ?? 'wslinfo') as unknown;
    expect(ended.report).toHaveProperty(`decision.${said}`, words);
  });

  it('an app with enableBrokerOnLinux takes the proxy where there is one', async () => {
    await using wsl = await startWsl();
    await using bus = await startSimulator({ front: 'dbus' });
    using folder = new TemporaryFolder();
    const ended = await runProgram('client.cjs', {
      folder: programs,
      under: insideWsl(folder, wsl.wsl?.wslinfoPath ?? ''),
      environment: bus.env,
      arguments: ['enableBrokerOnLinux'],
    });
    expect(ended.report).toMatchObject({ decision: { state: 'on', channel: 'wsl-proxy' } });
    expect(bus.requests).toEqual([]);
  });
});

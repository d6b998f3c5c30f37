// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startSimulator, type Rule, type Simulator } from '../../simulator/src/index.js';
import { askRaw, clientId, tokenRequest } from './support/asking.js';
import { BusClient } from './support/bus-client.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

const errors = 'org.freedesktop.DBus.Error';
const brokerName = 'com.microsoft.identity.broker1';

let simulator: Simulator;
let client: BusClient;

beforeEach(async () => {
  simulator = await startSimulator();
  client = await BusClient.open(simulator.busAddress ?? '');
});
afterEach(async () => {
  client.close();
  await simulator.stop();
});

const version = { linuxBrokerVersion: '3.0.2' };
const invokeWith = async (then: Rule['then']): Promise<unknown> => {
  simulator.setRules([{ then }]);
  const { type, signature, errorName, body } = await client.invoke('getLinuxBrokerVersion', {});
  return { type, signature, errorName, body };
};

test('the bus lies in a folder that only its owner may enter', () => {
  const folder = dirname((simulator.busAddress ?? '').replace('unix:path=', ''));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(simulator.env).toEqual({ DBUS_SESSION_BUS_ADDRESS: simulator.busAddress });
});

test('the broker owns its name and answers Ping without a body', async () => {
  const owner = await client.callBus('NameHasOwner', brokerName);
  expect(owner.body).toEqual([true]);
  const pong = await client.ping();
  expect(pong.type).toBe(2);
  expect(pong.signature).toBeUndefined();
});

test.each([
  ['getAccounts', { clientId, redirectUri: clientId }],
  ['getLinuxBrokerVersion', { msalCppVersion: '12.0.2' }],
  ['acquireTokenSilently', {}],
  ['acquireTokenInteractively', {}],
  ['cancelInteractiveFlow', { error: { status: 7 } }],
  ['removeAccount', {}],
  ['acquirePrtSsoCookie', {}],
  ['generateSignedHttpRequest', {}],
])('%s is answered with one string of JSON', async (method, body) => {
  const reply = await client.invoke(method, body);
  expect(reply).toMatchObject({ type: 2, signature: 's' });
  expect(JSON.parse(String(reply.body?.[0]))).toBeInstanceOf(Object);
});

test('requests can be read by the test that started the simulator', async () => {
  await client.invoke('getAccounts', { clientId });
  const seen = await simulator.waitForRequest('getAccounts');
  expect(seen).toMatchObject({
    protocolVersion: '0.0',
    correlationId: '11111111-2222-4333-8444-555555555555',
    body: { clientId },
    raw: JSON.stringify({ clientId }),
  });
});

test.each([
  ['UnknownMethod', 'signOutSilently', {}],
  ['UnknownInterface', 'Introspect', { interface: `org.freedesktop.DBus.Introspectable` }],
  ['UnknownObject', 'getAccounts', { path: '/elsewhere' }],
])('%s is the answer where there is nothing', async (name, method, changes) => {
  const reply = await client.invoke(method, {}, changes);
  expect(reply).toMatchObject({ type: 3, errorName: `${errors}.${name}` });
});

test('a call with other arguments than three strings is refused', async () => {
  const to = {
    destination: brokerName,
    path: '/com/microsoft/identity/broker1',
    member: 'getAccounts',
  };
  expect(await client.call(to, ['0.0', '{}'])).toMatchObject({
    errorName: `${errors}.InvalidArgs`,
  });
});

describe('by rule', () => {
  test('a D-Bus error of any name', async () => {
    const dbusError = { name: `${errors}.AccessDenied`, message: 'no' };
    expect(await invokeWith({ dbusError })).toMatchObject({
      type: 3,
      errorName: `${errors}.AccessDenied`,
      body: ['no'],
    });
  });

  test.each([
    ['none', undefined],
    ['i', 'i'],
    ['v', 'v'],
    ['as', 'as'],
  ] as const)('a reply of the wrong signature: %s', async (wrongSignature, signature) => {
    expect(await invokeWith({ wrongSignature })).toMatchObject({ type: 2, signature });
  });

  test('text that is not JSON', async () => {
    expect(await invokeWith({ raw: '{"cut' })).toMatchObject({ signature: 's', body: ['{"cut'] });
  });

  test('a Ping that fails', async () => {
    simulator.setRules([
      { when: { method: 'Ping' }, then: { dbusError: { name: `${errors}.Failed` } } },
    ]);
    expect(await client.ping()).toMatchObject({ type: 3, errorName: `${errors}.Failed` });
  });

  test('two replies to one call', async () => {
    simulator.setRules([{ when: { nth: 1 }, then: { replyTwice: true } }]);
    const serial = client.send(
      {
        destination: brokerName,
        path: '/com/microsoft/identity/broker1',
        interface: 'com.microsoft.identity.Broker1',
        member: 'getLinuxBrokerVersion',
      },
      ['0.0', '', '{}'],
    );
    // Answers keep their order, so that the second is here before that of a later call.
    await client.invoke('getAccounts', { clientId });
    expect(client.repliesTo(serial)).toHaveLength(2);
  });

  test('no reply, while other calls are answered', async () => {
    simulator.setRules([{ when: { nth: 1 }, then: { noReply: true } }]);
    const silent = client.invoke('getAccounts', { clientId });
    await client.invoke('getLinuxBrokerVersion', {});
    const winner = await Promise.race([silent, Promise.resolve('nothing yet')]);
    expect(winner).toBe('nothing yet');
  });

  test('a slow call does not hold up a fast one', async () => {
    simulator.setRules([{ when: { method: 'getAccounts' }, then: { delayMs: 200 } }]);
    const order: string[] = [];
    const slow = client.invoke('getAccounts', { clientId }).then(() => order.push('slow'));
    await client.invoke('getLinuxBrokerVersion', {}).then(() => order.push('fast'));
    await slow;
    expect(order).toEqual(['fast', 'slow']);
  });

  test('a crash before the reply: the caller gets NoReply, later ones ServiceUnknown', async () => {
    expect(await invokeWith({ crash: 'before' })).toMatchObject({ errorName: `${errors}.NoReply` });
    expect(simulator.running).toBe(false);
    expect(await invokeWith({ raw: '' })).toMatchObject({ errorName: `${errors}.ServiceUnknown` });
  });

  test('a crash after the reply: the reply arrives, then the name is gone', async () => {
    expect(await invokeWith({ crash: 'after' })).toMatchObject({ body: [JSON.stringify(version)] });
    expect(await client.invoke('getAccounts', {})).toMatchObject({
      errorName: `${errors}.ServiceUnknown`,
    });
  });

  test('a reply of 12 MB', async () => {
    const raw = 'x'.repeat(12_000_000);
    simulator.setRules([{ then: { raw } }]);
    const reply = await client.invoke('getAccounts', {});
    expect(reply.body?.[0] === raw).toBe(true);
  });
});

describe('life and death', () => {
  test('a crash loses the calls that wait; a restart brings the broker back with its sessions', async () => {
    simulator.signIn('grace@fabrikam.example');
    simulator.setRules([{ when: { nth: 1 }, then: { delayMs: 60_000 } }]);
    const waiting = client.invoke('getLinuxBrokerVersion', {});
    await simulator.waitForRequest('getLinuxBrokerVersion');
    await simulator.crash();
    expect(await waiting).toMatchObject({ errorName: `${errors}.NoReply` });
    await simulator.restart();
    const reply = await client.invoke('getAccounts', { clientId });
    expect(JSON.parse(String(reply.body?.[0]))).toMatchObject({ accounts: [{}, {}] });
  });

  test('a killed bus hangs up; a new one at the same address serves after restart', async () => {
    const address = simulator.busAddress ?? '';
    const hungUp = client.closed();
    await simulator.killBus();
    await hungUp;
    expect(simulator.running).toBe(false);
    await simulator.restartBus();
    await simulator.restart();
    client = await BusClient.open(address);
    expect((await client.invoke('getLinuxBrokerVersion', {})).body).toEqual([
      JSON.stringify(version),
    ]);
  });

  test('a bus that dies by itself takes the broker along', async () => {
    const daemon = await client.call(
      {
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'GetConnectionUnixProcessID',
      },
      ['org.freedesktop.DBus'],
    );
    const noticed = new Promise((resolve) => simulator.on('running', resolve));
    process.kill(Number(daemon.body?.[0]), 'SIGKILL');
    expect(await noticed).toBe(false);
  });

  test('stop leaves no folder behind, and may be called twice', async () => {
    const folder = dirname((simulator.busAddress ?? '').replace('unix:path=', ''));
    await simulator.stop();
    await simulator.stop();
    expect(existsSync(folder)).toBe(false);
  });

  test('both ways lead to the same broker', async () => {
    await askRaw(simulator, 'acquireTokenSilently', tokenRequest(simulator));
    await client.invoke('acquireTokenSilently', tokenRequest(simulator));
    const methods = simulator.requests.map(({ method }) => method);
    expect(methods).toEqual(['acquireTokenSilently', 'acquireTokenSilently']);
  });
});

test('a simulator that nobody stopped lets its process end, and goes with it', async () => {
  const folder = join(__dirname, '..', '..', 'simulator');
  const program = `require(${JSON.stringify(folder)}).startSimulator({ ui: 'web' })
    .then(({ busAddress }) => process.stdout.write(busAddress))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program]);
  // The bus is gone, or is just about to go.
  const late = await BusClient.open(stdout).catch(() => undefined);
  await late?.closed();
});

describe('on a bus that is there already', () => {
  test('the broker appears, and goes without touching the bus', async () => {
    await simulator.crash();
    const guest = await startSimulator({ busAddress: simulator.busAddress ?? '' });
    expect((await client.ping()).type).toBe(2);
    await guest.stop();
    expect((await client.callBus('NameHasOwner', brokerName)).body).toEqual([false]);
  });

  test('it refuses to start where another broker runs', async () => {
    const address = simulator.busAddress ?? '';
    await expect(startSimulator({ busAddress: address })).rejects.toThrow(
      'com.microsoft.identity.broker1 is owned by another program on this bus',
    );
  });

  test('it says when nobody listens there', async () => {
    await expect(startSimulator({ busAddress: 'unix:path=/nonexistent/bus' })).rejects.toThrow(
      'Cannot use the bus at unix:path=/nonexistent/bus',
    );
  });
});

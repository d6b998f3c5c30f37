// SPDX-License-Identifier: MIT
import { openBroker, type Broker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejection } from '../support/broker-errors.js';
import { CuttingProxy, type Cut } from '../support/cutting-proxy.js';
import { clientId, silentRequest } from '../support/requests.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(async () => {
  await simulator.stop();
});

/** A broker behind a proxy that can cut what the bus says. */
async function behindProxy(run: (broker: Broker, proxy: CuttingProxy) => Promise<void>) {
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  await using proxy = await CuttingProxy.start(simulator.busAddress ?? '', path);
  const channel = new DbusChannel({ address: `unix:path=${path}`, connectTimeoutMs: 500 });
  await using broker = await openBroker({ channel });
  await run(broker, proxy);
}

/**
 * In the first byte of a message, in its fixed header, at its end, in the fields of the header,
 * in the body, and one byte before the whole of the token reply, which is the longest.
 */
const places = [1, 8, 16, 40, 120, 2_000];

const cuts = [
  ['stall', 'timed_out'],
  ['hang up', 'broker_unavailable'],
] as const;

const cases = cuts.flatMap(([cut, code]) => places.map((bytes) => [cut, bytes, code] as const));

it.each(cases)(
  'a reply with a %s after %i bytes ends the calls that wait: %s',
  async (cut, bytes, code) => {
    await behindProxy(async (broker, proxy) => {
      await broker.getBrokerVersion();
      proxy.cutAfter(bytes, cut);
      const timeoutMs = cut === 'stall' ? 300 : 20_000;
      const calls = [
        broker.acquireTokenSilently({ ...silentRequest, timeoutMs }),
        broker.getAccounts({ clientId, timeoutMs }),
      ];
      for (const error of await Promise.all(calls.map(rejection))) expect(error.code).toBe(code);
      if (cut === 'hang up') {
        proxy.mend();
        await broker.acquireTokenSilently(silentRequest);
      }
    });
  },
);

// libdbus checks every byte before it hands a message out, and hangs up otherwise.
it.each([0, 1, 16, 40])(
  'a bus that talks nonsense after %i bytes is left, and the next call finds it anew',
  async (bytes) => {
    await behindProxy(async (broker, proxy) => {
      await broker.getBrokerVersion();
      proxy.cutAfter(bytes, 'garbage');
      const error = await rejection(broker.acquireTokenSilently({ ...silentRequest }));
      expect(error.code).toBe('broker_unavailable');
      proxy.mend();
      await broker.acquireTokenSilently(silentRequest);
    });
  },
);

const beginnings = (['stall', 'hang up', 'garbage'] satisfies Cut[]).flatMap((cut) =>
  // In the answer to AUTH, after it, and in the reply to Hello.
  [0, 10, 37, 50, 90].map((bytes) => [cut, bytes] as const),
);

it.each(beginnings)(
  'a connection that begins with a %s after %i bytes ends the call, and the next one works',
  async (cut, bytes) => {
    await behindProxy(async (broker, proxy) => {
      proxy.cutAfter(bytes, cut);
      const calls = [1, 2].map(() => rejection(broker.getBrokerVersion({ timeoutMs: 20_000 })));
      for (const { code } of await Promise.all(calls)) expect(code).toBe('broker_unavailable');
      proxy.mend();
      expect(await broker.getBrokerVersion()).toBe('3.0.2');
    });
  },
);

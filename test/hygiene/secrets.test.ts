// SPDX-License-Identifier: MIT
import {
  inspectBroker,
  openBroker,
  type Broker,
  type BrokerOptions,
  type LogLine,
} from 'entra-broker';
import { startSimulator, type Rule, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejection } from '../support/broker-errors.js';
import { callAny, type Operation } from '../support/requests.js';
import { claims, secretsOf, seededOperations, seededScenario, seeds } from './seeds.js';
import { disguises, found, printed, shownOf } from './showing.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ scenario: seededScenario() });
});

afterAll(async () => {
  await simulator.stop();
});

beforeEach(() => {
  simulator.setScenario(seededScenario());
});

/** A broker and every line that it logs. */
async function open(options: Omit<BrokerOptions, 'channel'> = {}): Promise<{
  readonly broker: Broker;
  readonly log: LogLine[];
}> {
  const { busAddress: address = '' } = simulator;
  const broker = await openBroker({ ...options, channel: new DbusChannel({ address }) });
  const log: LogLine[] = [];
  broker.on('log', (line) => log.push(line));
  return { broker, log };
}

const cases = seededOperations.map((operation) => [operation.name, operation] as const);

/** What a talkative broker may say of a request: all that it was told, in every shape. */
function gossipOf(secrets: readonly string[]): string {
  const said = [...secrets, claims].flatMap(disguises);
  return `AADSTS50076: ${said.join(' | ')} (https://idp.example/?login_hint=${said.join('&')})`;
}

const talk: Readonly<Record<string, (gossip: string) => Rule['then']>> = {
  'an error of the broker': (gossip) => ({ error: { status: 9, context: gossip } }),
  'an error outside of the token reply': (gossip) => ({
    error: { status: 2, context: gossip },
    topLevel: true,
  }),
  'an error of himmelblau': (gossip) => ({
    error: { status: 6, context: gossip },
    shape: 'himmelblau',
  }),
  'an error of the bus': (gossip) => ({
    dbusError: { name: 'org.freedesktop.DBus.Error.Failed', message: gossip },
  }),
  'an error of a bus of its own': (gossip) => ({
    dbusError: { name: 'example.invented.Oops', message: gossip },
  }),
  'a reply that is no JSON': (gossip) => ({ raw: gossip }),
  'a reply that is no object': (gossip) => ({ reply: [gossip] }),
};

const talkative = Object.entries(talk).flatMap(([what, then]) =>
  seededOperations.map((operation) => [what, operation.name, operation, then] as const),
);

it.each(talkative)(
  '%s with all that it was told is not seen of %s',
  async (_what, _name, operation, then) => {
    const { broker, log } = await open();
    await using _broker = broker;
    const secrets = secretsOf(operation.request);
    simulator.setRules([{ then: then(gossipOf(secrets)) }]);
    const error = await rejection(callAny(broker, operation.name, operation.request));
    expect(found(shownOf(error), secrets)).toEqual([]);
    expect(found(printed(log), secrets)).toEqual([]);
    expect(log.some(({ containsPii }) => containsPii)).toBe(false);
  },
);

const fields = [
  'accessToken',
  'accessTokenType',
  'idToken',
  'clientInfo',
  'expiresOn',
  'extendedExpiresOn',
  'grantedScopes',
  'account',
  'error',
];
const wrongValues: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => `${secret}.${secret}.${secret}`,
  (secret) => [secret],
  (secret) => ({ status: secret, context: secret, username: secret, [secret]: secret }),
];

it.each(fields)(
  'a secret in the wrong place of a reply is not seen: %s',
  async (field) => {
    const secrets = Object.values(seeds);
    const { broker, log } = await open();
    await using _broker = broker;
    for (const operation of seededOperations) {
      for (const wrong of wrongValues) {
        for (const secret of secrets) {
          const patch = { brokerTokenResponse: { [field]: wrong(secret) }, [field]: wrong(secret) };
          simulator.setRules([{ then: { patch } }]);
          const outcome = await callAny(broker, operation.name, operation.request).then(
            printed,
            shownOf,
          );
          // A name that no request knew looks like any word; what a reply holds is nowhere repeated.
          const readable = field === 'grantedScopes' ? [] : [secret];
          expect(found(outcome, readable)).toEqual([]);
        }
      }
    }
    expect(found(printed(log), secrets)).toEqual([]);
  },
  60_000,
);

/** The strings of a result, down to the last: what a broker gave out. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

/** The tokens of a result, and the parts of which each could be built anew. */
function tokensOf(result: unknown): readonly string[] {
  const whole = stringsOf(result).filter((text) => /^(Bearer |pop )?eyJ/.test(text));
  return whole.flatMap((token) => [token, ...token.split('.').filter((part) => part.length > 20)]);
}

async function resultOf(broker: Broker, { name, request }: Operation): Promise<unknown> {
  simulator.setScenario(seededScenario());
  simulator.setRules([{ then: { patch: { telemetry: { said: Object.values(seeds).join() } } } }]);
  return callAny(broker, name, request);
}

// Those that give one string give it as it is.
const objects = cases.filter(([name]) => !/^(generateSigned|getBrokerVersion)/.test(name));

it.each(objects)('what %s gives prints without its secrets', async (_name, operation) => {
  const { broker, log } = await open();
  await using _broker = broker;
  const result = await resultOf(broker, operation);
  const secrets = [...Object.values(seeds), ...tokensOf(result)];
  expect(found(printed(result), secrets)).toEqual([]);
  expect(found(printed(log), secrets)).toEqual([]);
  expect(found(printed(broker), secrets)).toEqual([]);
});

it('what is printed above are results with secrets in them', async () => {
  const { broker } = await open();
  await using _broker = broker;
  const results: unknown[] = [];
  for (const operation of seededOperations) results.push(await resultOf(broker, operation));
  // The tokens of six operations, a cookie and a signed request; the names of the user.
  expect(tokensOf(results).length).toBeGreaterThan(8 * 4);
  const { username, name, givenName } = seeds;
  expect(stringsOf(results)).toEqual(expect.arrayContaining([username, name, givenName]));
});

it('a broker with calls under way, and one that is closed, print without secrets', async () => {
  const { broker } = await open();
  simulator.setRules([{ then: { noReply: true } }]);
  const calls = seededOperations.map(({ name, request }) =>
    rejection(callAny(broker, name, request)),
  );
  await simulator.waitForRequest('getAccounts', { after: simulator.requests.length - 1 });
  expect(found(printed(broker), Object.values(seeds))).toEqual([]);
  simulator.setRules([{ then: { reply: {} } }]);
  await broker.close();
  for (const error of await Promise.all(calls)) {
    expect(found(shownOf(error), Object.values(seeds))).toEqual([]);
  }
  expect(found(printed(broker), Object.values(seeds))).toEqual([]);
});

it('why there is no broker is told without secrets', async () => {
  const gossip = gossipOf(Object.values(seeds));
  simulator.setRules([
    { then: { dbusError: { name: 'org.freedesktop.DBus.Error.AccessDenied', message: gossip } } },
  ]);
  const channel = new DbusChannel({ address: simulator.busAddress ?? '' });
  const availability = await inspectBroker({ channel });
  channel.close();
  expect(availability).toMatchObject({ available: false, problem: 'ping_failed' });
  const shown = printed(availability) + JSON.stringify(availability);
  expect(found(shown, Object.values(seeds))).toEqual([]);
});

describe('with PII logging', () => {
  const { username, password, jsonWebToken } = seeds;

  it('user names are in lines that say so, and nowhere else', async () => {
    const { broker, log } = await open({ enablePiiLogging: true });
    await using _broker = broker;
    const context = `AADSTS50034: ${username} is not known`;
    simulator.setRules([{ then: { error: { status: 9, context } } }]);
    for (const { name, request } of seededOperations) {
      const error = await rejection(callAny(broker, name, request));
      expect(error.context).toBe(context);
      expect(found(`${error.message}${String(error.stack)}`, [username])).toEqual([]);
    }
    const marked = log.filter(({ containsPii }) => containsPii);
    expect(marked.map(({ message }) => message).every((text) => text.includes(username))).toBe(
      true,
    );
    expect(marked.length).toBe(seededOperations.length);
    expect(found(printed(log.filter(({ containsPii }) => !containsPii)), [username])).toEqual([]);
  });

  it('tokens, claims and passwords are not added to what the broker says', async () => {
    const { broker, log } = await open({ enablePiiLogging: true });
    await using _broker = broker;
    const secret = [password, seeds.claimValue, seeds.nonce, jsonWebToken];
    for (const operation of seededOperations) {
      const result = await resultOf(broker, operation);
      if (typeof result === 'object') {
        expect(found(printed(result), [...secret, ...tokensOf(result)])).toEqual([]);
      }
      simulator.setRules([{ then: { error: { status: 3, context: 'no network' } } }]);
      const error = await rejection(callAny(broker, operation.name, operation.request));
      expect(found(shownOf(error), secret)).toEqual([]);
    }
    expect(found(printed(log), secret)).toEqual([]);
  });
});

it('secrets in the wrong field of a request are not seen', async () => {
  const { broker, log } = await open();
  await using _broker = broker;
  for (const { name, request } of seededOperations) {
    for (const field of [
      'clientId',
      'authority',
      'correlationId',
      'timeoutMs',
      'signal',
      'scopes',
    ]) {
      for (const seed of Object.values(seeds)) {
        const outcome = await callAny(broker, name, { ...request, [field]: seed }).then(
          (result) => (typeof result === 'object' ? printed(result) : ''),
          shownOf,
        );
        expect(found(outcome, Object.values(seeds))).toEqual([]);
      }
    }
  }
  expect(found(printed(log), Object.values(seeds))).toEqual([]);
});

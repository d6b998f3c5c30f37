// SPDX-License-Identifier: MIT
import { inspectBroker, openBroker, type BrokerOptions, type InspectOptions } from 'entra-broker';
import { isGuid, rejection } from '../../support/broker-errors.js';
import { QuietChannel } from '../../support/quiet-channel.js';

const badTimes: readonly unknown[] = [
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 31,
  '5',
  null,
];

const badOptions: readonly object[] = [
  ...badTimes.map((callTimeoutMs) => ({ callTimeoutMs })),
  { client: {} },
  { client: { name: '', version: '1' } },
  { client: { name: 'tool', version: 7 } },
  { client: null },
];

it.each(badOptions)('openBroker refuses %p', async (options) => {
  const channel = new QuietChannel();
  const error = await rejection(openBroker({ channel, ...options }));
  expect(error.code).toBe('invalid_request');
  expect(error.message).toMatch(/^openBroker: (callTimeoutMs|client) must/);
  expect(isGuid(error.correlationId)).toBe(true);
});

it.each(badTimes.slice(0, 6).map((pingTimeoutMs) => ({ pingTimeoutMs })))(
  'inspectBroker refuses %p',
  async (options) => {
    const channel = new QuietChannel();
    const error = await rejection(inspectBroker({ channel, ...options } as InspectOptions));
    expect(error.code).toBe('invalid_request');
    expect(error.message).toMatch(/^inspectBroker: pingTimeoutMs must be a positive number/);
    expect(channel.calls).toEqual([]);
  },
);

it.each([[null], [7], ['text'], [[]]])('openBroker refuses %p for options', async (options) => {
  const error = await rejection(openBroker(options as unknown as BrokerOptions));
  expect(error.code).toBe('invalid_request');
});

it.each([[null], [7], ['text'], [[]]])('inspectBroker refuses %p for options', async (options) => {
  const error = await rejection(inspectBroker(options as unknown as InspectOptions));
  expect(error.code).toBe('invalid_request');
});

it.each([[null], [{}], ['dbus'], [{ name: 'x', start: 7 }]])(
  'openBroker and inspectBroker refuse %p for a channel',
  async (channel) => {
    for (const call of [openBroker, inspectBroker]) {
      const error = await rejection(call({ channel } as unknown as BrokerOptions));
      expect(error.code).toBe('invalid_request');
      expect(error.message).toMatch(/channel must/);
    }
  },
);

it('openBroker sends nothing', async () => {
  const channel = new QuietChannel();
  await using broker = await openBroker({ channel });
  expect(broker.channel).toBe('quiet');
  expect(channel.calls).toEqual([]);
});

it('inspectBroker ends with an AbortError where its signal ends it', async () => {
  const controller = new AbortController();
  const call = rejection(inspectBroker({ channel: new QuietChannel(), signal: controller.signal }));
  controller.abort();
  const error = await call;
  expect([error.name, error.code]).toEqual(['AbortError', 'request_aborted']);
});

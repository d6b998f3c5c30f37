// SPDX-License-Identifier: MIT
import { openBroker } from 'entra-broker';
import { QuietChannel } from '../../support/quiet-channel.js';

type Untyped = (event: unknown, listener: unknown) => unknown;

const ignore = (): void => undefined;

it.each<[string, unknown, unknown, RegExp]>([
  ['an event that does not exist', 'nope', ignore, /event must be one of accountsChanged/],
  ['no event', undefined, ignore, /event must be one of/],
  ['a listener that is no function', 'log', 'x', /listener must be a function/],
])('on() refuses %s', async (_what, event, listener, tells) => {
  await using broker = await openBroker({ channel: new QuietChannel() });
  const on: Untyped = broker.on.bind(broker) as Untyped;
  let error: unknown;
  try {
    on(event, listener);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code: 'invalid_request' });
  expect(String(error)).toMatch(tells);
});

// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import type { TextMap, TokenRequestFields, WamCall } from '../../../../lib/channels/wam/calls.js';
import { wordsOf } from '../../../../lib/channels/wam/words.js';

const timeoutMs = 1_000;

const fields: TokenRequestFields = {
  provider: 3,
  scope: 'User.Read openid',
  clientId: 'client',
  promptType: 1,
  properties: { prompt: 'select_account', __a: '' },
  appProperties: { shr_method: 'GET' },
  correlationId: 'id',
};
const sentFields = [
  ...['3', '', 'User.Read openid', 'client', '1', 'id'],
  ...['2', 'prompt', 'select_account', '__a', '', '1', 'shr_method', 'GET'],
];

const cases: readonly (readonly [WamCall, readonly string[]])[] = [
  [{ verb: 'hostFacts', timeoutMs }, []],
  [{ verb: 'findProvider', timeoutMs, providerId: 'p' }, ['p', '']],
  [{ verb: 'findProvider', timeoutMs, providerId: 'p', authority: 'a' }, ['p', 'a']],
  [{ verb: 'findAccount', timeoutMs, provider: 1, accountId: 'x' }, ['1', 'x']],
  [{ verb: 'findAllAccounts', timeoutMs, provider: 1, clientId: 'c' }, ['1', 'c']],
  [{ verb: 'getTokenSilently', timeoutMs, ...fields }, sentFields],
  [
    { verb: 'getTokenSilently', timeoutMs, ...fields, account: 9 },
    ['3', '9', ...sentFields.slice(2)],
  ],
  [{ verb: 'requestToken', timeoutMs, ...fields, window: 'console' }, ['console', ...sentFields]],
  [
    { verb: 'requestToken', timeoutMs, ...fields, window: 0xffff_ffff_8000_0001n },
    ['18446744071562067969', ...sentFields],
  ],
  [{ verb: 'invalidate', timeoutMs, result: 5 }, ['5']],
  [{ verb: 'signOut', timeoutMs, account: 9, clientId: 'c' }, ['9', 'c']],
  [
    { verb: 'chooseProvider', timeoutMs, window: 66_190n, headerText: 'Pick', providers: [1, 2] },
    ['66190', 'Pick', '1', '2'],
  ],
  [{ verb: 'monitorAccounts', timeoutMs, accounts: [7, 8] }, ['7', '8']],
  [{ verb: 'checkWindow', timeoutMs, window: 1n }, ['1']],
  [{ verb: 'release', timeoutMs, objects: [] }, []],
];

test.each(cases)('%j', (call, words) => {
  expect(wordsOf(call)).toEqual([call.verb, ...words]);
});

/** Reads what was written as the native side does: a count, then names and values. */
function mapAt(words: readonly string[], place: number): readonly [TextMap, number] {
  const count = Number(words[place]);
  const end = place + 1 + 2 * count;
  const flat = words.slice(place + 1, end);
  const entries = Array.from({ length: count }, (_, index) => flat.slice(2 * index, 2 * index + 2));
  return [Object.fromEntries(entries) as TextMap, end];
}

test('whatever properties are called, they are told apart', () => {
  const map = fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), fc.string(), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(map, map, (properties, appProperties) => {
      const words = wordsOf({
        verb: 'getTokenSilently',
        timeoutMs,
        ...fields,
        properties,
        appProperties,
      });
      const [first, next] = mapAt(words, 7);
      const [second, end] = mapAt(words, next);
      expect([first, second, end]).toEqual([properties, appProperties, words.length]);
    }),
  );
});

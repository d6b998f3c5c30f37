// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { Stage } from '../../conformance/case.js';
import { rejectsWith } from '../../support/broker-errors.js';
import { ada, clientId, grace, silentRequest, windowRequest } from '../../support/requests.js';
import type { WamRequest } from '../stand-in/wire.js';
import type { WamCase, WamContext } from './case.js';

/** The calls of WAM that ask for the tokens that a caller wants; others look for accounts. */
function asked({ standIn }: WamContext): readonly { call: string; request: WamRequest }[] {
  return standIn.calls.flatMap(({ call, request }) =>
    request?.scope.includes('User.Read') === true ? [{ call, request }] : [],
  );
}

const calls = (context: WamContext): readonly string[] => asked(context).map(({ call }) => call);

const silently = 'GetTokenSilentlyWithWebAccountAsync';
const interactionRequired = { status: 3, error: { code: 0xcaa2000c }, token: '' };

/** What the conformance suite says of signing in, in the calls of WAM. */
export const signInCases: readonly WamCase[] = [
  {
    name: 'signIn opens a window where WAM says that the user has to take part',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([
        { when: { scope: 'User.Read', nth: 1 }, then: interactionRequired },
      ]);
      const result = await stage.broker.signIn(windowRequest);
      assert.equal(result.account.username, ada.username);
      assert.match(calls(context).at(-1) ?? '', /ForWindowAsync$/);
    },
  },
  {
    name: 'signIn opens no window where WAM has another error',
    async run(context) {
      await using stage = await Stage.open(context);
      const error = { code: 0xcaa70004 };
      context.standIn.setRules([
        { when: { scope: 'User.Read' }, then: { status: 5, error, token: '' } },
      ]);
      await rejectsWith(stage.broker.signIn(windowRequest), 'no_network');
      assert.ok(calls(context).every((call) => call.startsWith('GetTokenSilently')));
    },
  },
  {
    name: 'signIn with a hint asks for that account, whatever the case of its letters',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario('two-accounts');
      for (const { username } of [ada, grace]) {
        const loginHint = username.toUpperCase();
        const result = await stage.broker.signIn({ ...windowRequest, loginHint });
        assert.equal(result.account.username, username);
      }
      assert.deepEqual(calls(context), [silently, silently]);
    },
  },
  {
    name: 'signOut takes the account away from this client',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signOut({ clientId, account: ada });
      assert.deepEqual([...(await stage.broker.getAccounts({ clientId }))], []);
      await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), 'interaction_required');
    },
  },
  {
    name: 'a switch to another account is refused, and none to the account asked for',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ when: { scope: 'User.Read' }, then: { status: 2 } }]);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      assert.equal(result.account.username, ada.username);
      context.simulator.setRules([{ then: { answerAs: grace.username } }]);
      await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), 'account_mismatch');
    },
  },
  {
    name: 'claims arrive, in one form',
    async run(context) {
      await using stage = await Stage.open(context);
      const claims = '{ "access_token": { "xms_cc": { "values": ["cp1"] } } }';
      await stage.broker.acquireTokenSilently({ ...silentRequest, claims });
      const [first] = asked(context);
      assert.deepEqual(JSON.parse(first?.request.Properties['claims'] ?? ''), JSON.parse(claims));
    },
  },
  {
    name: 'an answer without the signed HTTP request that was asked for is refused',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([
        { when: { scope: 'User.Read' }, then: { properties: { shr: null } } },
      ]);
      const proofOfPossession = { httpMethod: 'GET', url: 'https://api.example/things' };
      const call = stage.broker.acquireTokenSilently({ ...silentRequest, proofOfPossession });
      await rejectsWith(call, 'broker_protocol_error');
    },
  },
  {
    name: 'an unregistered redirect URI is told apart, with the one to register',
    async run(context) {
      await using stage = await Stage.open(context);
      const error = { code: 0xcaa20009 };
      context.standIn.setRules([
        { when: { scope: 'User.Read' }, then: { status: 5, error, token: '' } },
      ]);
      const call = stage.broker.signInInteractively(windowRequest);
      const { hint = '' } = await rejectsWith(call, 'redirect_uri_not_registered');
      assert.ok(hint.includes(`ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`));
    },
  },
  {
    name: 'timeoutMs bounds all calls of an operation together',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([
        { when: { call: 'FindAllAccountsWithClientIdAsync' }, then: { delayMs: 200 } },
        { when: { scope: 'User.Read' }, then: { never: true } },
      ]);
      const call = stage.broker.signIn({ ...windowRequest, timeoutMs: 3_000 });
      await rejectsWith(call, 'timed_out');
      const timeOf = (verb: string): number =>
        stage.channel.calls.find(({ call }) => call.verb === verb)?.call.timeoutMs ?? 0;
      const last = timeOf('getTokenSilently');
      assert.ok(last > 0 && last <= timeOf('findAllAccounts') - 200);
    },
  },
];

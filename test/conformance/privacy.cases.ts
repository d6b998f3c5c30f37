// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Rule } from 'entra-broker-simulator';
import { rejection } from '../support/broker-errors.js';
import {
  ada,
  callAny,
  clientId,
  passwordOfAda,
  silentRequest,
  tokenRequest,
  windowRequest,
  type Operation,
} from '../support/requests.js';
import { Stage, type ConformanceCase } from './case.js';

const token = 'eyJhbGciOiJub25lIn0.eyJzZWNyZXQiOiJpbnZlbnRlZCJ9.c2lnbmF0dXJl';
const nonce = 'invented-secret-nonce';
const claims = '{"invented":"secret-claims"}';
const opaque = '0.AXoA'.padEnd(90, 'k');
const secrets = [ada.username, ada.name ?? '', passwordOfAda, token, nonce, claims, opaque];
const gossip = `AADSTS50076: ${secrets.join(' | ')} must not be known`;

/** The operations, with requests that carry all their secrets. */
const secretive: readonly Pick<Operation, 'name' | 'request'>[] = [
  {
    name: 'acquireTokenSilently',
    request: { ...silentRequest, claims, accessTokenToRenew: token },
  },
  {
    name: 'acquireTokenInteractively',
    request: {
      ...windowRequest,
      account: ada,
      claims,
      proofOfPossession: { httpMethod: 'GET', url: 'https://api.example', nonce },
    },
  },
  { name: 'signIn', request: { ...windowRequest, loginHint: ada.username, claims } },
  {
    name: 'acquireTokenByUsernamePassword',
    request: { ...tokenRequest, username: ada.username, password: passwordOfAda, claims },
  },
  { name: 'signOut', request: { clientId, account: ada } },
];

const failures: Readonly<Record<string, Rule['then']>> = {
  'an error of the broker': { error: { status: 9, context: gossip } },
  'an error of the bus': { dbusError: { name: 'example.invented.Oops', message: gossip } },
  'a reply that is no JSON': { raw: gossip },
};

/** The secrets that a request or its pattern gives away; a name alone looks like any words. */
function secretsOf(request: object): readonly string[] {
  const carried = JSON.stringify(request);
  const recognisable = [ada.username, token, opaque];
  const known = secrets.filter((secret) => carried.includes(JSON.stringify(secret).slice(1, -1)));
  return [...new Set([...recognisable, ...known])];
}

function masked(name: string, then: Rule['then']): ConformanceCase {
  return {
    name: `${name} that quotes secrets shows none in error, message, inspect and log`,
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ then }]);
      for (const { name: operation, request } of secretive) {
        const error = await rejection(callAny(stage.broker, operation, request));
        const shown = [
          error.message,
          error.context,
          error.stack,
          JSON.stringify(error),
          inspect(error, { depth: 9, showHidden: true }),
          inspect(stage.log, { depth: 9 }),
        ].join('\n');
        for (const secret of secretsOf(request)) {
          assert.ok(!shown.includes(secret), `${operation} shows ${secret}`);
        }
      }
      assert.ok(stage.log.every(({ containsPii }) => !containsPii));
    },
  };
}

export const privacyCases: readonly ConformanceCase[] = [
  ...Object.entries(failures).map(([name, then]) => masked(name, then)),
  {
    name: "with PII logging the broker's own words are there, and marked in the log",
    async run(context) {
      await using stage = await Stage.open(context, { enablePiiLogging: true });
      context.simulator.setRules([{ then: { error: { status: 9, context: gossip } } }]);
      const error = await rejection(stage.broker.acquireTokenSilently(silentRequest));
      assert.equal(error.context, gossip);
      assert.ok(!error.message.includes(ada.username));
      const marked = stage.log.filter(({ containsPii }) => containsPii);
      assert.ok(marked.some(({ message }) => message.includes(ada.username)));
      const unmarked = stage.log.filter(({ containsPii }) => !containsPii);
      assert.ok(unmarked.every(({ message }) => !message.includes(ada.username)));
    },
  },
  {
    name: 'a log of successful calls holds no secret',
    async run(context) {
      await using stage = await Stage.open(context);
      const results: unknown[] = [];
      for (const { name, request } of stage.operations) {
        context.simulator.setScenario('default');
        results.push(await callAny(stage.broker, name, request));
      }
      const log = inspect(stage.log, { depth: 9 });
      for (const secret of [ada.username, ada.name ?? '', passwordOfAda, 'eyJ']) {
        assert.ok(!log.includes(secret), `the log shows ${secret}`);
      }
      assert.ok(results.length > 0);
    },
  },
  {
    name: 'results that are printed show neither tokens nor user names, and still hold them',
    async run(context) {
      await using stage = await Stage.open(context);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      const accounts = await stage.broker.getAccounts({ clientId });
      const shown = inspect({ result, accounts, broker: stage.broker }, { depth: 9 });
      for (const secret of [ada.username, ada.name ?? '', 'eyJ']) {
        assert.ok(!shown.includes(secret), `inspect shows ${secret}`);
      }
      assert.match(JSON.stringify(result), /eyJ/);
    },
  },
  {
    name: 'PRT cookies that are printed show no content, and still hold it',
    async run(context) {
      await using stage = await Stage.open(context);
      const cookies = await stage.broker.acquirePrtSsoCookie({
        clientId,
        authority: tokenRequest.authority,
        account: ada,
        ssoUrl: 'https://login.microsoftonline.com/',
      });
      assert.ok(!inspect(cookies, { depth: 9 }).includes('eyJ'));
      assert.match(JSON.stringify(cookies), /eyJ/);
    },
  },
];

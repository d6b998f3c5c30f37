// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { ProofOfPossession } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import {
  ada,
  authority,
  clientId,
  silentRequest,
  tokenRequest,
  windowRequest,
} from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';
import { payloadOf } from './json-web-token.js';

const silent = 'acquireTokenSilently';
const interactive = 'acquireTokenInteractively';

const signedRequest: ProofOfPossession = {
  httpMethod: 'POST',
  url: 'https://api.example:8443/things?kind=a',
  nonce: 'invented-nonce',
};

const cookieRequest = {
  clientId,
  authority,
  account: ada,
  ssoUrl: 'https://login.microsoftonline.com/start?sso_nonce=invented-nonce',
};

const cookieShapes = (['v2', 'v3'] as const).map((prtCookie): ConformanceCase => ({
  name: `a PRT cookie is read in the shape ${prtCookie}, and its nonce is the one of the URL`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setScenario(scenarioWith({ broker: { prtCookie } }));
    const cookies = await stage.broker.acquirePrtSsoCookie(cookieRequest);
    assert.deepEqual(
      cookies.map(({ name }) => name),
      ['x-ms-RefreshTokenCredential'],
    );
    assert.equal(payloadOf(cookies[0]?.content ?? '')['request_nonce'], 'invented-nonce');
  },
}));

const signedRequests = [silent, interactive].map((method): ConformanceCase => ({
  name: `${method} brings a signed HTTP request where proof of possession names one`,
  async run(context) {
    await using stage = await Stage.open(context);
    const result =
      method === silent
        ? await stage.broker.acquireTokenSilently({
            ...silentRequest,
            proofOfPossession: signedRequest,
          })
        : await stage.broker.acquireTokenInteractively({
            ...windowRequest,
            proofOfPossession: signedRequest,
          });
    const signed = result.authorizationHeader.replace(/^pop /, '');
    const { m, u, p, nonce } = payloadOf(signed);
    assert.deepEqual(
      [m, u, p, nonce],
      ['POST', 'api.example:8443', '/things?kind=a', 'invented-nonce'],
    );
    assert.equal(result.tokenType, 'pop');
    assert.notEqual(signed, result.authorizationHeader);
  },
}));

export const parameterCases: readonly ConformanceCase[] = [
  ...cookieShapes,
  ...signedRequests,
  {
    name: 'a signed HTTP request is the access token, and holds the claims of the client',
    async run(context) {
      await using stage = await Stage.open(context);
      const result = await stage.broker.acquireTokenSilently({
        ...silentRequest,
        proofOfPossession: { ...signedRequest, clientClaims: '{"invented":1}' },
      });
      assert.equal(payloadOf(result.accessToken)['client_claims'], '{"invented":1}');
      assert.equal(result.authorizationHeader, `pop ${result.accessToken}`);
    },
  },
  {
    name: 'proof of possession with a key binds the token to it, once the broker told its version',
    async run(context) {
      await using stage = await Stage.open(context);
      const result = await stage.broker.acquireTokenSilently({
        ...silentRequest,
        proofOfPossession: { keyId: 'invented-key' },
      });
      assert.deepEqual(payloadOf(result.accessToken)['cnf'], { kid: 'invented-key' });
      assert.deepEqual(stage.methods, ['getLinuxBrokerVersion', silent]);
    },
  },
  {
    name: 'a broker that tells no version is not trusted with a key',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: 'getLinuxBrokerVersion' }, then: { raw: '{}' } },
      ]);
      const call = stage.broker.acquireTokenSilently({
        ...silentRequest,
        proofOfPossession: { keyId: 'invented-key' },
      });
      await rejectsWith(call, 'not_supported');
      assert.deepEqual(stage.methods, ['getLinuxBrokerVersion']);
    },
  },
  {
    name: 'a bearer token is refused where a signed request was asked for',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        {
          when: { method: silent },
          then: { patch: { brokerTokenResponse: { accessTokenType: 0 } } },
        },
      ]);
      const call = stage.broker.acquireTokenSilently({
        ...silentRequest,
        proofOfPossession: signedRequest,
      });
      const error = await rejectsWith(call, 'broker_protocol_error');
      assert.equal(error.tag, '9k933');
    },
  },
  {
    name: 'generateSignedHttpRequest signs method, host and path',
    async run(context) {
      await using stage = await Stage.open(context);
      const signed = await stage.broker.generateSignedHttpRequest({
        clientId,
        account: ada,
        proofOfPossession: signedRequest,
      });
      const { m, u, p } = payloadOf(signed);
      assert.deepEqual([m, u, p], ['POST', 'api.example:8443', '/things?kind=a']);
    },
  },
  {
    name: 'getBrokerVersion tells the version that the broker told',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(scenarioWith({ broker: { version: '2.5.0' } }));
      assert.equal(await stage.broker.getBrokerVersion(), '2.5.0');
    },
  },
  {
    name: 'claims arrive, and bring a token that is not the cached one',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.acquireTokenSilently({
        ...silentRequest,
        claims: '{ "access_token": { "xms_cc": { "values": ["cp1"] } } }',
      });
      const { decodedClaims } = await stage.parameters(silent);
      assert.equal(decodedClaims, '{"access_token":{"xms_cc":{"values":["cp1"]}}}');
    },
  },
  {
    name: 'a token to renew is not answered again',
    async run(context) {
      await using stage = await Stage.open(context);
      const { accessToken } = await stage.broker.acquireTokenSilently(silentRequest);
      const cached = await stage.broker.acquireTokenSilently(silentRequest);
      assert.equal(cached.accessToken, accessToken);
      const renewed = await stage.broker.acquireTokenSilently({
        ...silentRequest,
        accessTokenToRenew: accessToken,
      });
      assert.notEqual(renewed.accessToken, accessToken);
    },
  },
  {
    name: 'prompt, domain hint, login hint and extra parameters arrive at the window',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signInInteractively({
        ...windowRequest,
        prompt: 'login',
        domainHint: 'contoso.example',
        loginHint: ada.username,
        extraParameters: { instance_aware: 'true' },
      });
      const windows = context.simulator.interactions.map((window) => [
        window.prompt,
        window.domainHint,
        window.loginHint,
      ]);
      assert.deepEqual(windows.at(-1), ['login', 'contoso.example', ada.username]);
      const parameters = await stage.parameters(interactive);
      const extra = parameters['additionalQueryParametersForAuthorization'] as object;
      assert.equal((extra as Record<string, unknown>)['instance_aware'], 'true');
    },
  },
  {
    name: 'the window handle goes into both fields of the wire',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.acquireTokenInteractively({
        ...windowRequest,
        parentWindowHandle: 0x2a0_0007,
      });
      const { body } = await stage.arrival(interactive);
      const parameters = await stage.parameters(interactive);
      assert.equal((body as Record<string, unknown>)['parentWindowHandle'], 0x2a0_0007);
      assert.deepEqual(parameters['parentWindow'], { handle: 0x2a0_0007 });
    },
  },
  {
    name: 'scopes that were not granted reject with declined_scopes, which names them',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(
        scenarioWith({ policies: [{ effect: 'scopes_declined', scopes: ['Mail.Read'] }] }),
      );
      const scopes = ['User.Read', 'Mail.Read'];
      const call = stage.broker.signInInteractively({ ...windowRequest, scopes });
      const error = await rejectsWith(call, 'declined_scopes');
      assert.match(error.message, /Mail\.Read/);
      assert.doesNotMatch(error.message, /User\.Read/);
    },
  },
  {
    name: 'an unregistered redirect URI is told apart, with what to register',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(
        scenarioWith({ clients: [{ id: clientId, redirectUris: ['https://other.example'] }] }),
      );
      const call = stage.broker.signInInteractively({ ...windowRequest, ...tokenRequest });
      const error = await rejectsWith(call, 'redirect_uri_not_registered');
      assert.match(error.hint ?? '', /oauth2\/nativeclient/);
    },
  },
];

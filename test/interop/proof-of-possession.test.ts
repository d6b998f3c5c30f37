// SPDX-License-Identifier: MIT
import { claimsOf } from './jwt.js';
import { ada, fails, homeAccountIdOf, runtimeCall, succeeds } from './runtime-calls.js';
import { simulatedDesktop } from './simulated-desktop.js';

const pop = ['GET', 'api.contoso.example:8443', '/orders', 'invented-nonce'] as const;
/** What the simulator signs for these. */
const signed = {
  m: 'GET',
  u: 'api.contoso.example:8443',
  p: '/orders',
  nonce: 'invented-nonce',
};

describe("Microsoft's runtime takes proof of possession from the simulator", () => {
  const desktop = simulatedDesktop();

  it.each(['AcquireTokenSilently', 'AcquireTokenInteractively', 'SignIn'] as const)(
    '%s: a header for the request that was described',
    async (api) => {
      const homeAccountId = await homeAccountIdOf(desktop.session, ada);
      const result = await succeeds(desktop.session, runtimeCall(api, { homeAccountId, pop }));
      expect(result.isPopAuthorization).toBe(true);
      expect(result.authorizationHeader).toBe(`pop ${result.accessToken ?? ''}`);
      expect(claimsOf(result.accessToken)).toMatchObject(signed);
      expect(claimsOf(String(claimsOf(result.accessToken)['at']))).toMatchObject({
        preferred_username: ada,
        scp: 'User.Read',
      });
    },
  );

  it('asks the broker for each of them anew', async () => {
    const homeAccountId = await homeAccountIdOf(desktop.session, ada);
    const before = desktop.simulator.requests.length;
    await succeeds(desktop.session, runtimeCall('AcquireTokenSilently', { homeAccountId, pop }));
    await succeeds(desktop.session, runtimeCall('AcquireTokenSilently', { homeAccountId, pop }));
    expect(desktop.simulator.requests.length - before).toBe(2);
  });

  it('refuses a plain token where it asked for a proof', async () => {
    const patch = { brokerTokenResponse: { accessTokenType: 0 } };
    desktop.simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: { patch } }]);
    const failure = await fails(desktop.session, runtimeCall('SignInSilently', { pop }));
    expect(failure).toMatchObject({ status: 0, tag: '9k933' });
  });

  it('gets a token that is bound to a key of its own', async () => {
    const homeAccountId = await homeAccountIdOf(desktop.session, ada);
    const req_cnf = Buffer.from('{"kid":"invented-key-id"}').toString('base64url');
    const call = runtimeCall('AcquireTokenSilently', { homeAccountId, parameters: { req_cnf } });
    const result = await succeeds(desktop.session, call);
    expect(result.isPopAuthorization).toBe(false);
    expect(claimsOf(result.accessToken)).toMatchObject({ cnf: { kid: 'invented-key-id' } });
  });
});

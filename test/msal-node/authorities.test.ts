// SPDX-License-Identifier: MIT
import { brokerFor, NativeBrokerPlugin } from 'entra-broker/msal-node';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { authority } from '../support/requests.js';
import { failure, Stage } from './stage.js';
import { versions } from './versions.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(() => simulator.stop());

const notServed = [
  ['Azure AD B2C', 'https://contoso.b2clogin.com/contoso.example/B2C_1_sign_in'],
  ['AD FS', 'https://adfs.contoso.example/adfs'],
  ['external tenants', 'https://contoso.ciamlogin.com/contoso.example'],
  ['personal accounts', 'https://login.microsoftonline.com/consumers'],
] as const;

describe.each(notServed)('the authority of %s', (what, url) => {
  it.each(versions)('is refused with the way out, msal-node %s', async (_version, msal) => {
    await using stage = new Stage(simulator, msal, { authority: url });
    const account = await stage.account();
    for (const call of [stage.silently({ account }), stage.interactively()]) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(msal.ClientConfigurationError);
      expect(error.errorCode).toBe('not_supported');
      expect(error.message).toContain(what);
      expect(error.message).toContain('brokerFor(authority)');
    }
    expect(stage.methods).toEqual(['getAccounts']);
  });

  it('has no plug-in', () => {
    expect(brokerFor(url)).toBeUndefined();
  });
});

describe('brokerFor', () => {
  it('gives a plug-in for work and school accounts', async () => {
    await using plugin = brokerFor(authority);
    expect(plugin).toBeInstanceOf(NativeBrokerPlugin);
  });

  it('believes the app about its authority', () => {
    const url = 'https://login.contoso.example/tenant';
    expect(brokerFor(url, { protocolMode: 'OIDC' })).toBeUndefined();
  });
});

// SPDX-License-Identifier: MIT
import { BrokerError, PublicClientApplication, type Configuration } from 'entra-broker/client';
import { authority, clientId } from '../support/requests.js';
import { optedIn } from './support/signing-in.js';

describe('a wrong configuration is refused at construction', () => {
  const broker = optedIn;
  const auth = { clientId, authority };
  const oidc = { protocolMode: 'OIDC' };

  it.each([
    ['none', undefined, /configuration must be an object/],
    ['no auth', {}, /auth must be an object/],
    ['no client id', { auth: {} }, /auth\.clientId/],
    ['a client id that is no GUID', { auth: { clientId: 'my app' }, broker }, /clientId must be/],
    [
      'A1.1 a client secret',
      { auth: { ...auth, clientSecret: 's' } },
      /auth\.clientSecret must be left out.*ConfidentialClientApplication/,
    ],
    ['A1.1 an assertion', { auth: { ...auth, clientAssertion: 's' } }, /auth\.clientAssertion/],
    ['A1.1 a certificate', { auth: { ...auth, clientCertificate: {} } }, /auth\.clientCertificate/],
    [
      'an authority without https',
      { auth: { clientId, authority: 'http://login.example/t' } },
      /auth\.authority must be an https URL/,
    ],
    ['an authority that is none', { auth: { clientId, authority: 'common' } }, /auth\.authority/],
    [
      'A1.6 OIDC with common',
      { auth, system: oidc },
      /protocolMode OIDC contradicts the authority/,
    ],
    ['A1.6 OIDC without an authority', { auth: { clientId }, system: oidc }, /protocolMode OIDC/],
    [
      'A1.6 OIDC with cloud options',
      {
        auth: {
          clientId,
          authority: 'https://id.example/',
          azureCloudOptions: { azureCloudInstance: 'https://login.microsoftonline.us' },
        },
        system: oidc,
      },
      /protocolMode OIDC/,
    ],
    ['A1.6 OIDC by the field of msal-node 2', { auth: { ...auth, protocolMode: 'OIDC' } }, /OIDC/],
    [
      'known authorities in one text',
      { auth: { ...auth, knownAuthorities: 'login.example' } },
      /auth\.knownAuthorities must be a list of hosts/,
    ],
    [
      'an unknown flag',
      { auth, broker: { enableBrokerOnUnix: true } },
      /enableBrokerOnUnix is not known; there are enableBrokerOnWindows/,
    ],
    [
      'a flag that is no boolean',
      { auth, broker: { enableBrokerOnMac: 'yes' } },
      /enableBrokerOnMac must be true or false/,
    ],
    ['flags that are no object', { auth, broker: true }, /broker must be an object/],
    [
      'flags and msal’s plug-in',
      { auth, broker: { ...broker, nativeBrokerPlugin: {} } },
      /nativeBrokerPlugin belongs to msal-node/,
    ],
    ['an empty bundle id', { auth, broker: { bundleId: '' } }, /broker\.bundleId/],
    [
      'a channel that is none',
      { auth, broker: { channel: {} } },
      /channel must keep the Channel contract/,
    ],
  ] as const)('%s', (_name, configuration, message) => {
    const make = (): unknown =>
      new PublicClientApplication(configuration as unknown as Configuration);
    expect(make).toThrow(BrokerError);
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_request' }) as Error);
  });

  it('an undefined flag is no flag', () => {
    const flags = { enableBrokerOnLinux: undefined, enableBrokerOnMac: undefined };
    expect(new PublicClientApplication({ auth, broker: flags })).toBeDefined();
  });

  it('A1.11 any client id will do for another provider', async () => {
    const app = new PublicClientApplication({
      auth: {
        clientId: 'my app',
        authority: 'https://id.example/',
        knownAuthorities: ['id.example'],
      },
      system: { protocolMode: 'OIDC' },
      broker,
    });
    expect(await app.brokerDecision()).toMatchObject({ reason: 'authority_not_supported' });
  });
});

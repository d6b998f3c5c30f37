// SPDX-License-Identifier: MIT
import {
  type AuthenticationResult,
  type INativeBrokerPlugin,
  PublicClientApplication,
} from '@azure/msal-node';
import {
  brokerFor,
  type BrokerCallOptions,
  identityPlugin,
  type MsalBrokerError,
  nativeBrokerPlugin,
  NativeBrokerPlugin,
  type NativeBrokerPluginOptions,
} from 'entra-broker/msal-node';
import * as msal from '@azure/msal-node';

const auth = { clientId: '11111111-2222-4333-8444-555555555555' };

export async function signIn(): Promise<AuthenticationResult> {
  const plugIn = await NativeBrokerPlugin.create();
  const app = new PublicClientApplication({ auth, broker: { nativeBrokerPlugin: plugIn } });
  return app.acquireTokenInteractive({
    scopes: ['User.Read'],
    windowHandle: Buffer.of(0),
    openBrowser: () => Promise.resolve(),
  });
}

/** What msal-node asks of a plug-in, of this version's types. */
export const asMsalSeesIt: INativeBrokerPlugin = new NativeBrokerPlugin();

/** As useIdentityPlugin of @azure/identity takes them. */
export const forIdentity: readonly ((context: unknown) => void)[] = [
  nativeBrokerPlugin,
  identityPlugin({ callTimeoutMs: 60_000 }),
];

/** With everything that an app may give, and what it may ask. */
export async function forAuthority(authority: string, signal: AbortSignal): Promise<string> {
  const options: NativeBrokerPluginOptions = { msal, signOutOfBroker: false, bundleId: 'a.b' };
  const plugIn: NativeBrokerPlugin | undefined = brokerFor(authority, options);
  if (plugIn === undefined) return 'browser';
  const call: BrokerCallOptions = { signal, timeoutMs: 1_000 };
  await plugIn.getAllAccounts(auth.clientId, '', call);
  const { status } = plugIn;
  await plugIn.close();
  return status.available ? status.channel : status.detail;
}

export function tagOf(error: MsalBrokerError): string {
  return `${error.platformBrokerError.tag} ${error.cause.code}`;
}

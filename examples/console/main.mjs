// SPDX-License-Identifier: MIT
// A console program that signs a user in through the operating system's broker.
//
//   npm run demo                      against the simulator, on any machine
//   node examples/console/main.mjs    against the real broker, with CLIENT_ID=<your app's id>
import { CONSOLE_WINDOW_HANDLE, inspectBroker, openBroker } from 'entra-broker';

// Invented. A real app uses the client id of its own registration.
const clientId = process.env.CLIENT_ID ?? '5c1e9f0a-7d24-4c8b-9a63-2f0d8e4b7a11';
const authority = 'https://login.microsoftonline.com/organizations';
const redirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
const scopes = ['User.Read'];

const title = (text) => console.log(`\n${text}`);
const line = (name, value) => console.log(`  ${name.padEnd(20)}${value}`);
const shorten = (secret) => `${secret.slice(0, 12)}… (${secret.length} characters)`;

title('1  Is there a broker?');
const availability = await inspectBroker();
if (!availability.available) {
  line('no', `${availability.problem}: ${availability.detail}`);
  process.exit(1);
}
line('yes', `over ${availability.channel}, version ${availability.version ?? 'unknown'}`);

const broker = await openBroker();
// Ctrl+C closes the broker's window as well.
const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
try {
  title('2  Who is signed in on this machine?');
  const accounts = await broker.getAccounts({ clientId });
  for (const account of accounts) line('account', account.username);
  if (accounts.length === 0) line('nobody', '');

  title('3  Sign in with the broker’s window');
  const request = { clientId, authority, redirectUri, scopes };
  const signedIn = await broker.signInInteractively({
    ...request,
    parentWindowHandle: CONSOLE_WINDOW_HANDLE,
    prompt: 'select_account',
    signal: abort.signal,
    timeoutMs: 120_000,
  });
  const { account } = signedIn;
  line('account', account.username);
  line('token', shorten(signedIn.accessToken));

  title('4  Another token, without a window');
  const token = await broker.acquireTokenSilently({ ...request, account });
  line('token', shorten(token.accessToken));
  line('scopes', token.scopes.join(' '));
  line('expires', token.expiresOn.toISOString());

  title('5  What the ID token says');
  for (const claim of ['name', 'preferred_username', 'oid', 'tid']) {
    line(claim, token.idTokenClaims[claim]);
  }

  title('6  A cookie that signs a browser in');
  const ssoUrl =
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?sso_nonce=invented';
  try {
    const cookies = await broker.acquirePrtSsoCookie({ clientId, authority, account, ssoUrl });
    for (const cookie of cookies) line('cookie', `${cookie.name} = ${shorten(cookie.content)}`);
  } catch (error) {
    if (error.code !== 'not_supported') throw error; // as on Windows
    line('none', error.message);
  }

  title('7  Sign out');
  await broker.signOut({ clientId, account });
  const left = await broker.getAccounts({ clientId });
  line('accounts left', left.length);
} catch (error) {
  // A BrokerError says what happened, in which call, and what to do.
  title('That did not work');
  line(error.code ?? 'error', error.message);
  if (error.hint !== undefined) line('hint', error.hint);
  process.exitCode = 1;
} finally {
  await broker.close();
}

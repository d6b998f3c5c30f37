// SPDX-License-Identifier: MIT
import path from 'node:path';
import { installPackage } from '../../support/installed-package.js';
import { runProgram } from '../../support/program.js';
import { ada, clientId } from '../../support/requests.js';
import { TemporaryFolder } from '../../support/temporary-folder.js';
import { useTestBed } from '../support/test-bed.js';
import { shortened, tryInJson } from './running.js';

jest.setTimeout(60_000);

const bed = useTestBed();

const openIdConnect = () => ['--oidc', '--authority', bed().provider.issuer];
const known = () => ['--known-authority', bed().provider.host];
const here = () => ({ environment: bed().environment });

test('signs in through the user’s browser where the rules say so', async () => {
  const { ending, report } = await tryInJson(
    [
      ...[...openIdConnect(), ...known(), '--prompt', 'consent'],
      ...['--flow', 'interactive', '--flow', 'silent', '--flow', 'remove-account'],
    ],
    here(),
  );
  expect(report.decision).toMatchObject({ state: 'off', reason: 'authority_not_supported' });
  const token = { username: ada.username, fromPlatformBroker: false, accessToken: shortened };
  expect(report.steps).toMatchObject([
    { succeeded: true, outcome: { ...token, tokenSource: 'identity_provider' } },
    { succeeded: true, outcome: { ...token, tokenSource: 'cache' } },
    { succeeded: true, outcome: { removed: ada.username } },
  ]);
  expect(ending).toMatchObject({ code: 0, stderr: '' });
});

test('an error of msal’s is shown as what it is', async () => {
  bed().person.answers.push('cancel');
  const args = [...openIdConnect(), ...known(), '--flow', 'interactive'];
  const { ending, report } = await tryInJson(args, here());
  expect(ending.code).toBe(1);
  expect(report.steps).toMatchObject([
    { succeeded: false, outcome: { name: 'ServerError', code: 'access_denied' } },
  ]);
});

test('Ctrl-C ends the wait for the browser', async () => {
  bed().person.answers.push('look away');
  const { ending, report } = await tryInJson(
    [...openIdConnect(), ...known(), '--flow', 'interactive'],
    {
      ...here(),
      meanwhile: async (child) => {
        await bed().person.looksAtPage();
        child.kill('SIGINT');
      },
    },
  );
  expect(report.steps).toMatchObject([{ succeeded: false, outcome: { code: 'request_aborted' } }]);
  expect(ending.code).toBe(130);
});

test('the device code flow tells where to enter the code', async () => {
  const args = ['--authority', bed().provider.tenantAuthority, ...known(), '--flow', 'device-code'];
  const { ending, report } = await tryInJson(args, here());
  expect(ending.stderr).toMatch(/^Open https:\S+ and enter the code [A-Z]{4}-[A-Z]{4}\n$/);
  // The provider knows the grant by its later name only, which msal does not send.
  expect(report.steps).toMatchObject([
    { flow: 'device-code', outcome: { code: 'post_request_failed' } },
  ]);
});

test('without msal-node it says what to install', async () => {
  using folder = new TemporaryFolder();
  const { root } = installPackage(folder.path, { msalNode: 'missing' });
  const ending = await runProgram('main.js', {
    folder: path.join(root, 'dist', 'cli'),
    arguments: ['try', '--client-id', clientId, '--flow', 'accounts'],
  });
  expect(ending).toMatchObject({ code: 1, stderr: '' });
  expect(ending.stdout).toMatch(/dependency_missing[^]*npm install @azure\/msal-node/);
});

// SPDX-License-Identifier: MIT
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runProgram, type Ending } from '../support/program.js';
import { clientId } from '../support/requests.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

jest.setTimeout(30_000);

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** An app that signs in with the browser, on a desktop whose opener is this script. */
function signIn(opener: string): Promise<Ending> {
  if (opener !== '') {
    writeFileSync(folder.file('xdg-open'), `#!/bin/sh\n${opener}\n`);
    chmodSync(folder.file('xdg-open'), 0o755);
  }
  return runProgram('open-browser.cjs', {
    folder: path.join(__dirname, 'programs'),
    arguments: [clientId],
    environment: { PATH: folder.path },
  });
}

const nothingPrinted = { code: 0, signal: null, stdout: '', stderr: '' };

it.each([
  ['there is no opener', ''],
  ['the opener finds no browser', 'echo no browser >&2; exit 3'],
])('where %s, the app learns what to pass instead', async (_name, opener) => {
  expect(await signIn(opener)).toMatchObject({
    ...nothingPrinted,
    report: { code: 'not_supported', hint: expect.stringContaining('openBrowser') as unknown },
  });
});

it.each([
  ['ends', ''],
  ['runs as long as its browser', 'exec /bin/sleep 10'],
])('with an opener that %s the app waits for its user', async (_name, rest) => {
  const ending = await signIn(`echo "$1" > ${folder.file('opened')}\n${rest}`);
  expect(ending).toMatchObject({ ...nothingPrinted, report: { code: 'timed_out' } });
  expect(readFileSync(folder.file('opened'), 'utf8')).toMatch(/^https:\S+\/authorize\?\S+\n$/);
});

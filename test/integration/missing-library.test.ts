// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { startSimulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { runProgram } from '../support/program.js';

/** The file from which this process took libdbus. */
function libraryFile(): string {
  const channel = new DbusChannel({ address: 'unix:path=/nonexistent' });
  channel.probe(5_000);
  channel.close();
  const [, file] = /(\/\S*libdbus-1\.so\S*)$/m.exec(readFileSync('/proc/self/maps', 'utf8')) ?? [];
  return file ?? '';
}

// A mount namespace in which the library is an empty file; one that needs no root where the
// system lets users make their own, and a failure of this test where it does not.
const namespace = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-r', '-m'];
const hide = 'mount --bind /dev/null "$0" && exec "$@"';

it('a missing libdbus is reported, with the package to install', async () => {
  await using simulator = await startSimulator();
  const file = libraryFile();
  expect(file).not.toBe('');
  const ending = await runProgram('inspect.cjs', {
    environment: simulator.env,
    under: [...namespace, 'sh', '-c', hide, file],
  });
  expect(ending).toEqual({
    code: 0,
    signal: null,
    stdout: '',
    stderr: '',
    report: {
      available: false,
      reason: 'unavailable',
      problem: 'library_missing',
      detail: expect.stringMatching(/apt install libdbus-1-3/) as unknown,
    },
  });
}, 40_000);

// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkout } from './machine.js';

const house = mkdtempSync(join(tmpdir(), 'entra-broker-floors-'));

/** A small house: one file on each floor, and those whose imports are tried. */
const files: Readonly<Record<string, string>> = {
  'lib/index.ts': "export { room } from './broker/room.js';",
  'lib/broker/room.ts': "import { wire } from '../channels/wire.js';\nexport const room = wire;",
  'lib/broker/types.ts': 'export interface Account {\n  readonly name: string;\n}',
  'lib/channels/wire.ts': 'export const wire = 1;',
  'lib/codecs/names.ts':
    "import type { Account } from '../broker/types.js';\nexport type Names = Account['name'];",
  'lib/codecs/upward.ts': "import { room } from '../broker/room.js';\nexport const up = room;",
  'lib/codecs/sideways.ts':
    "import { wire } from '../channels/wire.js';\nexport const side = wire;",
  'lib/broker/to-index.ts': "import { room } from '../index.js';\nexport const top = room;",
  'lib/errors/to-test.ts':
    "import { trial } from '../../test/trial.js';\nexport const tested = trial;",
  'lib/channels/bare.ts': "import { sep } from 'path';\nexport const separator = sep;",
  'test/trial.ts': 'export const trial = 1;',
};

let refused: Readonly<Record<string, readonly string[]>>;

beforeAll(() => {
  for (const path of ['scripts', 'eslint.config.mjs', 'tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(checkout, path), join(house, path), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(house, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), `${text}\n`);
  }
  const eslint = join(checkout, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const { stdout } = spawnSync(process.execPath, [eslint, '--format', 'json', 'lib'], {
    cwd: house,
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as {
    filePath: string;
    messages: { ruleId: string | null }[];
  }[];
  refused = Object.fromEntries(
    report
      .filter((file) => file.messages.length > 0)
      .map((file) => [
        file.filePath.slice(house.length + 1),
        file.messages.map((message) => message.ruleId ?? 'not linted'),
      ]),
  );
}, 60_000);

afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

it('lets imports go down the house only', () => {
  expect(refused).toEqual({
    'lib/broker/to-index.ts': ['boundaries/dependencies'],
    'lib/codecs/sideways.ts': ['boundaries/dependencies'],
    'lib/codecs/upward.ts': ['boundaries/dependencies'],
    'lib/errors/to-test.ts': [
      '@typescript-eslint/no-restricted-imports',
      'boundaries/no-unknown-dependencies',
    ],
    'lib/channels/bare.ts': ['no-restricted-imports'],
  });
});

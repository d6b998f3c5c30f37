// SPDX-License-Identifier: MIT
import { fileURLToPath } from 'node:url';
import boundaries from 'eslint-plugin-boundaries';

/** Its types promise a `default` within the default export; its code has none. */
const plugin = /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (boundaries));

/**
 * Which folder of lib/ may import which others: a request walks down the house, and no import goes
 * up. lib/index.ts may import every floor, and no floor imports it; the command line, above the
 * house, is the exception.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const floors = {
  client: ['msal-node', 'broker', 'errors'],
  'msal-node': ['broker', 'errors'],
  'msal-node-runtime': ['broker', 'errors'],
  broker: ['codecs', 'channels', 'errors'],
  codecs: ['errors'],
  channels: ['errors'],
  errors: [],
  cli: ['client', 'broker', 'channels', 'errors'],
};

/** Floors that may name the public types of the broker, though they lie below it. */
const mayNamePublicTypes = ['codecs', 'channels', 'errors'];

/** @param {string} type @returns {{ element: { type: string } }} */
const floor = (type) => ({ element: { type } });

const policies = [
  ...Object.entries(floors).map(([name, below]) => ({
    from: floor(name),
    allow: [name, ...below].map((type) => ({ to: floor(type) })),
  })),
  ...mayNamePublicTypes.map((name) => ({
    from: floor(name),
    allow: { to: { file: { categories: 'public-types' } }, dependency: { kind: 'type' } },
  })),
  // What a channel brings is described where it is brought; a codec reads it.
  { from: floor('codecs'), allow: { to: floor('channels'), dependency: { kind: 'type' } } },
  { from: floor('cli'), allow: { to: { file: { categories: 'index' } } } },
];

/** @type {import('eslint').Linter.Config} */
export const floorsOfTheHouse = {
  files: ['lib/*/**/*.ts', 'lib/*/**/*.mts'],
  plugins: { boundaries: plugin },
  settings: {
    'boundaries/elements': Object.keys(floors).map((type) => ({ type, pattern: `lib/${type}` })),
    'boundaries/files': [
      { category: 'public-types', pattern: 'lib/broker/types.ts' },
      { category: 'index', pattern: 'lib/index.ts' },
    ],
    'import/resolver': {
      [fileURLToPath(new URL('./import-resolver.cjs', import.meta.url))]: {},
    },
  },
  rules: {
    'boundaries/dependencies': ['error', { default: 'disallow', policies }],
    'boundaries/no-unknown-dependencies': 'error',
    'boundaries/no-unknown-files': 'error',
  },
};

// SPDX-License-Identifier: MIT
import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { floorsOfTheHouse } from './scripts/testing/eslint-floors.mjs';

const everyTypeScript = ['**/*.ts', '**/*.mts', '**/*.cts'];
const everyScript = ['**/*.mjs', '**/*.cjs', '**/*.js'];

export default defineConfig(
  globalIgnores([
    '**/dist/',
    'build/',
    'build-*/',
    'prebuilds/',
    'coverage/',
    '.cache/',
    'test/consumer/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: everyTypeScript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, minimumDescriptionLength: 3 },
      ],
      'max-lines': ['error', { max: 300 }],
      // A field of the wire is written as a key, so that it does not look like one of our names.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['scripts/**/*.mjs'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    // The JSON they read is the project's own or npm's; JavaScript has no short way to type it.
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: [...everyTypeScript, ...everyScript],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules
            .filter((name) => !name.startsWith('node:'))
            .map((name) => ({ name, message: `Write node:${name}.` })),
        },
      ],
    },
  },
  {
    files: ['lib/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^entra-broker(-simulator)?$|/(test|simulator)/)',
              message: 'The library stands on its own.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['simulator/src/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^entra-broker$|/lib/)',
              allowTypeImports: true,
              message: 'Types only: the simulator runs without the library.',
            },
          ],
        },
      ],
    },
  },
  {
    // What the first call loads, not the import; by a require() that bundlers can follow.
    files: [
      'lib/index.ts',
      'lib/broker/product.ts',
      'lib/client/msal-module.ts',
      'lib/msal-node/index.ts',
    ],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['lib/**', 'simulator/src/**'],
    ignores: ['lib/cli/**', 'simulator/src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // What a test provokes on purpose: an empty handler, a promise rejected with anything.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // What is held until the end of its block need not be named again.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreUsingDeclarations: true }],
    },
  },
  floorsOfTheHouse,
  {
    // Reads package.json, which is on no floor.
    files: ['lib/broker/product.ts'],
    rules: { 'boundaries/no-unknown-dependencies': 'off' },
  },
);

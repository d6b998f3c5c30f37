// SPDX-License-Identifier: MIT
'use strict';

/** What all suites share: sources are compiled as they are loaded, types are checked by tsc. */
const common = {
  rootDir: __dirname,
  roots: ['<rootDir>/lib', '<rootDir>/simulator/src', '<rootDir>/test'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  moduleNameMapper: {
    '^entra-broker$': '<rootDir>/lib/index.ts',
    '^entra-broker/(client|msal-node|msal-node-runtime)$': '<rootDir>/lib/$1/index.ts',
    '^entra-broker-simulator$': '<rootDir>/simulator/src/index.ts',
    // Imports name the compiled file; the source beside it is meant.
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

/** Folders under test/ that make up a suite; a suite is a project of the same name. */
const suites = {
  unit: ['unit'],
  wam: ['wam'],
  simulator: ['simulator'],
  integration: ['integration', 'conformance'],
  lifecycle: ['lifecycle'],
  faults: ['faults'],
  hygiene: ['hygiene'],
  soak: ['soak'],
  'msal-node': ['msal-node'],
  'msal-node-runtime': ['msal-node-runtime'],
  client: ['client'],
  wsl: ['wsl'],
  interop: ['interop'],
  page: ['page'],
  browser: ['browser'],
  examples: ['examples'],
  package: ['package'],
  'drop-in': ['drop-in'],
  'windows-build': ['windows-build'],
  windows: ['windows'],
  'windows-conformance': ['windows-conformance'],
  setup: ['setup'],
};

const windows = {
  globalSetup: '<rootDir>/test/windows/start-windows.ts',
  globalTeardown: '<rootDir>/test/windows/stop-windows.ts',
};

/**
 * What a suite has made before its first test, and taken away after its last.
 * @type {Readonly<Record<string, { globalSetup: string, globalTeardown?: string }>>}
 */
const hooks = {
  package: { globalSetup: '<rootDir>/test/package/prebuild.ts' },
  'windows-build': windows,
  windows,
  'windows-conformance': windows,
};

module.exports = {
  projects: Object.entries(suites).map(([displayName, folders]) => ({
    ...common,
    displayName,
    ...hooks[displayName],
    testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  })),
};

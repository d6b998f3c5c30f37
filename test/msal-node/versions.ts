// SPDX-License-Identifier: MIT

/** msal-node as its current types describe it; what of it the tests use is in every version. */
export type Msal = typeof import('@azure/msal-node');

// Not by import: the types of msal-node 2 do not compile under today's module resolution.
const modules = ['msal-node-2', 'msal-node-3', 'msal-node-5', 'msal-node-6', '@azure/msal-node'];

/** Every major version of msal-node that can have a broker, but for 1 and the unpublished 4. */
export const versions: readonly (readonly [version: string, msal: Msal])[] = modules.map((name) => {
  const msal = jest.requireActual<Msal>(name);
  return [msal.version, msal];
});

export const newest = jest.requireActual<Msal>('@azure/msal-node');

/** The last that sends `http://localhost` where the app gives no redirect URI. */
export const oldest = jest.requireActual<Msal>('msal-node-2');

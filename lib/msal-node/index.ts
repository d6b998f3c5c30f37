// SPDX-License-Identifier: MIT
import { entryPoint } from './entry-point.js';
import type { BrokerPlugin } from './plugin.js';

export type * from './types.js';

// The CommonJS build of msal-node, not before it is needed; by a plain require(), which bundlers
// can follow.
const entry = entryPoint(
  () =>
    new Promise((resolve) => {
      resolve(require('@azure/msal-node') as typeof import('@azure/msal-node'));
    }),
);

export type NativeBrokerPlugin = BrokerPlugin;
export const { NativeBrokerPlugin, brokerFor, identityPlugin, nativeBrokerPlugin } = entry;

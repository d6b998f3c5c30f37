// SPDX-License-Identifier: MIT
import { entryPoint } from './entry-point.js';
import type { BrokerPlugin } from './plugin.js';

export type * from './types.js';

// The ESM build of msal-node, whose error classes are others than those of its CommonJS build; not
// before it is needed.
const entry = entryPoint(() => import('@azure/msal-node'));

export type NativeBrokerPlugin = BrokerPlugin;
export const { NativeBrokerPlugin, brokerFor, identityPlugin, nativeBrokerPlugin } = entry;

// SPDX-License-Identifier: MIT
export type { BrokerAuthenticationResult } from './authentication-result.js';
export type {
  MsalBrokerError,
  MsalErrorClass,
  MsalErrorClasses,
  PlatformBrokerErrorDetails,
} from './errors.js';
export type { IdentityPlugin } from './identity-plugin.js';
export type {
  BrokerCallOptions,
  BrokerForOptions,
  CreateOptions,
  NativeBrokerPluginOptions,
} from './options.js';
export type { EntryPoint, NativeBrokerPluginConstructor } from './entry-point.js';

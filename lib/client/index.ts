// SPDX-License-Identifier: MIT
export { PublicClientApplication } from './public-client-application.js';
export {
  CONSOLE_WINDOW_HANDLE,
  type ConsoleWindowHandle,
} from '../broker/console-window-handle.js';
export { BrokerError } from '../errors/broker-error.js';
export type { BrokerErrorCode, BrokerStatus } from '../errors/table.js';
export type { BrokerConfiguration, Configuration, OptInFlags } from './configuration.js';
export type { BrokerDecision, BrokerOffReason } from './decision.js';
export type {
  AccountFilter,
  AuthenticationResult,
  AuthScheme,
  DeviceCodeRequest,
  InteractiveRequest,
  SilentRequest,
  UserInterfaceEvent,
  UsernamePasswordRequest,
} from './requests.js';

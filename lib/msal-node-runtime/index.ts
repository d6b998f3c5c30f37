// SPDX-License-Identifier: MIT
import { tryPlatformChannel } from '../broker/unavailability.js';
import { createRuntime } from './runtime.js';
import type { MsalNodeRuntime } from './types.js';

export { ErrorStatus, LogLevel } from './enums.js';
export type {
  Account,
  AsyncHandle,
  AuthParameters,
  AuthResult,
  DiscoverAccountsResult,
  MsalNodeRuntime,
  MsalRuntimeError,
  ReadAccountResult,
  SignOutResult,
} from './types.js';

/**
 * The broker of this operating system, by the API of `@azure/msal-node-runtime` 0.20.7. Loading
 * it looks for no broker and loads no native module: the first read of `StartupError`, or the first
 * call, does.
 */
export const msalNodeRuntime: MsalNodeRuntime = createRuntime(tryPlatformChannel);

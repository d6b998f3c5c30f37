// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';

/** What of `@azure/msal-node` is used. */
export type MsalNode = Pick<
  typeof import('@azure/msal-node'),
  'PublicClientApplication' | 'AuthError' | 'ClientConfigurationError'
>;

/**
 * The app's msal-node, in its CommonJS build; by a plain require(), which bundlers can follow.
 *
 * @throws BrokerError `dependency_missing` if it is not installed.
 */
export function requireMsalNode(): MsalNode {
  try {
    return require('@azure/msal-node') as MsalNode;
  } catch (cause) {
    throw isNotFound(cause) ? msalNodeMissing(cause) : cause;
  }
}

export function isNotFound(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

export function msalNodeMissing(cause: unknown): BrokerError {
  return new BrokerError({
    code: 'dependency_missing',
    message: 'PublicClientApplication: @azure/msal-node cannot be found',
    hint: 'Install it: npm install @azure/msal-node. Where a bundler builds the app, name entra-broker and @azure/msal-node external.',
    cause,
  });
}

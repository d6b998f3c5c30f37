// SPDX-License-Identifier: MIT
import { check, isRecord } from '../broker/checks/check.js';
import { BrokerError } from '../errors/broker-error.js';
import type { MsalErrorClasses } from './errors.js';

/** Brings the app's msal-node; each entry has its own, since msal-node has two builds. */
export type LoadMsal = () => Promise<MsalErrorClasses>;

const classNames = [
  'AuthError',
  'ClientAuthError',
  'ClientConfigurationError',
  'InteractionRequiredAuthError',
  'ServerError',
] as const satisfies readonly (keyof MsalErrorClasses)[];

/** @throws RequestProblem unless the option has msal-node's classes or is left out. */
export function checkMsal(msal: unknown): void {
  check(
    msal === undefined ||
      (isRecord(msal) && classNames.every((name) => typeof msal[name] === 'function')),
    `msal must be the module @azure/msal-node (with ${classNames.join(', ')}), or be left out`,
  );
}

/**
 * The error classes of msal-node.
 *
 * @throws BrokerError `dependency_missing` if it is not installed where this package looks;
 * `failure` is what was to be reported in its classes.
 */
export async function errorClasses(
  load: LoadMsal,
  failure?: BrokerError,
): Promise<MsalErrorClasses> {
  try {
    return await load();
  } catch (cause) {
    throw new BrokerError({
      code: 'dependency_missing',
      message: [
        '@azure/msal-node cannot be loaded, whose classes the errors of this plug-in are made of',
        ...(failure === undefined ? [] : [`the error was: ${failure.message}`]),
      ].join('; '),
      hint: 'npm install @azure/msal-node, or pass your copy of it as the option msal',
      correlationId: failure?.correlationId,
      cause: failure ?? cause,
    });
  }
}

// SPDX-License-Identifier: MIT
import type { BrokerError } from '../errors/broker-error.js';
import type { BrokerErrorCode, BrokerStatus } from '../errors/table.js';

/** Any error class of any msal-node: the parameters of their constructors differ by version. */
export type MsalErrorClass = new (...parameters: never[]) => Error;

/** The classes that errors are made of; the app's own msal-node module is one of these objects. */
export interface MsalErrorClasses {
  readonly AuthError: MsalErrorClass;
  readonly ClientAuthError: MsalErrorClass;
  readonly ClientConfigurationError: MsalErrorClass;
  readonly InteractionRequiredAuthError: MsalErrorClass;
  readonly ServerError: MsalErrorClass;
}

/** What the broker said, as Microsoft's plug-in shows it. An AuthError of the app's msal-node. */
export interface PlatformBrokerErrorDetails extends Error {
  readonly name: 'PlatformBrokerError';
  /** Name of the broker's status, e.g. `ApiContractViolation`. */
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly correlationId: string;
  /** The broker's own error number; 0 if there is none. */
  readonly statusCode: number;
  /** Five characters, or `UNTAG`. */
  readonly tag: string;
}

/** What the plug-in rejects with: an error of the app's msal-node, with these fields besides. */
export interface MsalBrokerError extends Error {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly subError: string;
  readonly correlationId: string;
  readonly platformBrokerError: PlatformBrokerErrorDetails;
  readonly cause: BrokerError;
}

type ClassName = keyof MsalErrorClasses;

const classAndCode: Readonly<Record<BrokerErrorCode, readonly [ClassName, string]>> = {
  interaction_required: ['InteractionRequiredAuthError', 'interaction_required'],
  account_unusable: ['InteractionRequiredAuthError', 'interaction_required'],
  no_network: ['ClientAuthError', 'no_network_connectivity'],
  network_temporarily_unavailable: ['ClientAuthError', 'no_network_connectivity'],
  server_temporarily_unavailable: ['ServerError', 'server_unavailable'],
  user_canceled: ['ClientAuthError', 'user_canceled'],
  authority_untrusted: ['ClientConfigurationError', 'untrusted_authority'],
  account_not_found: ['ClientAuthError', 'no_account_found'],
  account_mismatch: ['ClientAuthError', 'account_mismatch'],
  timed_out: ['ClientAuthError', 'timed_out'],
  broker_error: ['ClientAuthError', 'platform_broker_error'],
  request_aborted: ['ClientAuthError', 'platform_broker_error'],
  incorrect_configuration: ['ClientAuthError', 'platform_broker_error'],
  redirect_uri_not_registered: ['ClientAuthError', 'platform_broker_error'],
  declined_scopes: ['ClientAuthError', 'platform_broker_error'],
  interaction_in_progress: ['ClientAuthError', 'platform_broker_error'],
  broker_unavailable: ['ClientAuthError', 'platform_broker_error'],
  broker_protocol_error: ['ClientAuthError', 'platform_broker_error'],
  closed: ['ClientAuthError', 'platform_broker_error'],
  // What the caller has to mend: @azure/identity hands this class on and opens no window for it.
  invalid_request: ['ClientConfigurationError', 'invalid_request'],
  window_handle_required: ['ClientConfigurationError', 'window_handle_required'],
  invalid_window_handle: ['ClientConfigurationError', 'invalid_window_handle'],
  not_supported: ['ClientConfigurationError', 'not_supported'],
  dependency_missing: ['ClientConfigurationError', 'dependency_missing'],
};

/**
 * The error with which msal-node's caller learns of a BrokerError: class, `name` and `errorCode`
 * of the table in docs/msal-node.md; the BrokerError is its `cause`.
 *
 * `name` is that of the class, but `AbortError` where the caller's signal or time ended the call:
 * @azure/identity hands an error of that name on instead of opening a window.
 */
export function msalErrorOf(error: BrokerError, classes: MsalErrorClasses): MsalBrokerError {
  const [className, errorCode] = classAndCodeOf(error);
  const platformBrokerError = detailsOf(error, classes);
  const saysWhatBrokerSaid =
    className === 'InteractionRequiredAuthError' || className === 'ServerError';
  const made = build(classes[className], {
    name: wasEndedByCaller(error) ? 'AbortError' : className,
    errorCode,
    errorMessage: saysWhatBrokerSaid ? platformBrokerError.message : textOf(error),
    correlationId: error.correlationId,
  });
  Object.defineProperty(made, 'cause', { value: error, enumerable: false, configurable: true });
  if (error.claims !== undefined) {
    Object.defineProperty(made, 'claims', { value: error.claims, enumerable: false });
  }
  return Object.assign(made, { platformBrokerError }) as MsalBrokerError;
}

/** The same word for both: a request that the broker refused, and one that never went there. */
function classAndCodeOf(error: BrokerError): readonly [ClassName, string] {
  const refusedByBroker =
    error.code === 'invalid_request' && error.status === 'ApiContractViolation';
  return classAndCode[refusedByBroker ? 'broker_error' : error.code];
}

/** A broker that cancels by itself leaves a trace; the caller's own abort leaves none. */
function wasEndedByCaller({ code, nativeCode, tag, context }: BrokerError): boolean {
  if (code === 'timed_out') return true;
  return code === 'request_aborted' && nativeCode === 0 && tag === '' && context === '';
}

function textOf({ message, hint }: BrokerError): string {
  return hint === undefined ? message : `${message}. ${hint}`;
}

function detailsOf(
  error: BrokerError,
  { AuthError }: MsalErrorClasses,
): PlatformBrokerErrorDetails {
  const { nativeCode, correlationId, context } = error;
  const tag = error.tag === '' ? 'UNTAG' : error.tag;
  const numbers = `(Error Code: ${nativeCode}, Tag: ${tag})`;
  const details = build(AuthError, {
    name: 'PlatformBrokerError',
    errorCode: statusOf(error),
    errorMessage: context === '' ? numbers : `${context} ${numbers}`,
    correlationId,
  });
  return Object.assign(details, { statusCode: nativeCode, tag }) as PlatformBrokerErrorDetails;
}

/** Some of the statuses are found on this side of the wire, where Microsoft's runtime has them too. */
function statusOf({ code, status }: BrokerError): BrokerStatus {
  if (status !== 'Unexpected') return status;
  if (code === 'account_not_found') return 'AccountNotFound';
  return code === 'request_aborted' ? 'ApplicationCanceled' : status;
}

interface AuthErrorFields {
  readonly name: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly correlationId: string;
}

/** Constructs, then assigns: behind the error code each version has another order of parameters. */
function build(errorClass: MsalErrorClass, fields: AuthErrorFields): Error {
  const error = Reflect.construct(errorClass, [fields.errorCode]) as Error;
  Object.assign(error, { subError: '' }, fields);
  error.message = `${fields.errorCode}: ${fields.errorMessage}`;
  // Taken anew, since its first line repeats name and message.
  Error.captureStackTrace(error, msalErrorOf);
  return error;
}

// SPDX-License-Identifier: MIT
import type { ChannelFailure } from '../../channels/channel.js';
import {
  failureOfHresult,
  wamHint,
  type HintFacts,
  type WamFailure,
  type WamKind,
} from '../../codecs/wam/index.js';
import type { BrokerError } from '../../errors/broker-error.js';
import type { CallScope } from '../call-scope.js';
import { errorOfFailure, errorOfFault, type Privacy } from '../failures.js';
import { problemText } from '../problems.js';
import type { FailedAttempt } from './attempt.js';

/** Which call failed, and in what process. */
export interface FailureFacts extends HintFacts {
  readonly scope: CallScope;
  readonly privacy: Privacy;
}

/** ERROR_CANCELLED: the user closed a window of Windows's. */
const canceledByUser = 0x800704c7;

/** ERROR_INVALID_WINDOW_HANDLE */
const invalidWindow = 0x80070578;

/** With these Windows says that what should answer is not there, or not there any more. */
const nobodyThere: ReadonlySet<number> = new Set([
  0x80040154, // REGDB_E_CLASSNOTREG
  0x80040111, // CLASS_E_CLASSNOTAVAILABLE
  0x80080005, // CO_E_SERVER_EXEC_FAILURE
  0x8007007e, // ERROR_MOD_NOT_FOUND
  0x80070422, // ERROR_SERVICE_DISABLED
  0x800706ba, // RPC_S_SERVER_UNAVAILABLE
  0x800706be, // RPC_S_CALL_FAILED
]);

const userCanceled = 7;

/** What WAM answered, as the error of the call that got it. */
export function failedByFault(
  facts: FailureFacts,
  { fault, retry }: WamFailure,
  detail?: string,
): FailedAttempt {
  const hint = fault.kind === 'broker' ? wamHint(fault, facts) : undefined;
  const { scope, privacy, clientId } = facts;
  const retryable = retry === undefined ? undefined : true;
  const error = errorOfFault(scope, fault, privacy, { clientId, hint, detail, retryable });
  return retry === undefined ? failed(error) : { ok: false, error, retry };
}

/** A call that brought no answer, to the plug-in of that kind. */
export function failedCall(
  facts: FailureFacts,
  { kind, withWindow }: { readonly kind: WamKind; readonly withWindow: boolean },
  failure: ChannelFailure,
): FailedAttempt {
  switch (failure.code) {
    case 'hresult':
      return failedByHresult(facts, kind, failure);
    case 'operation_canceled':
      return failed(errorOfWindowsCancel(facts, withWindow, failure));
    case 'window_invalid':
      return failed(errorOf(facts, 'invalid_window_handle', failure));
    case 'bad_reply':
      return failed(errorOf(facts, 'broker_protocol_error', failure));
    default:
      return failed(errorOfFailure(facts.scope, failure, facts.privacy));
  }
}

/** Without a window it cannot have been the user. */
function errorOfWindowsCancel(
  facts: FailureFacts,
  withWindow: boolean,
  failure: ChannelFailure,
): BrokerError {
  const detail = problemText(failure);
  if (withWindow) return errorOfCancel(facts, detail);
  return facts.scope.error('broker_error', { detail, retryable: true });
}

/** That the user closed WAM's window, or that Windows says so. */
export function errorOfCancel(facts: FailureFacts, detail: string, nativeCode = 0): BrokerError {
  const hint = wamHint({ status: userCanceled, nativeCode }, facts);
  const status = 'UserCanceled';
  return facts.scope.error('user_canceled', { detail, status, nativeCode, hint });
}

/** What keeps WAM from serving this process. */
export function errorOfHost(facts: FailureFacts, failure: ChannelFailure): BrokerError {
  return errorOf(facts, 'broker_unavailable', failure, hresultOf(failure));
}

/** What a call without a window reports where only the user can help. */
export function interactionRequired(scope: CallScope, detail: string): BrokerError {
  return scope.error('interaction_required', { detail, status: 'InteractionRequired' });
}

function failedByHresult(
  facts: FailureFacts,
  kind: WamKind,
  failure: ChannelFailure,
): FailedAttempt {
  const hresult = hresultOf(failure);
  if (hresult === canceledByUser) {
    return failed(errorOfCancel(facts, problemText(failure), hresult));
  }
  if (hresult === invalidWindow) {
    return failed(errorOf(facts, 'invalid_window_handle', failure, hresult));
  }
  if (nobodyThere.has(hresult)) {
    return failed(errorOf(facts, 'broker_unavailable', failure, hresult));
  }
  return failedByFault(facts, failureOfHresult(kind, hresult), problemText(failure));
}

function errorOf(
  { scope }: FailureFacts,
  code: BrokerError['code'],
  failure: ChannelFailure,
  nativeCode = 0,
): BrokerError {
  return scope.error(code, { detail: problemText(failure), nativeCode });
}

/** At the end of the failure's name, e.g. `FindAccountAsync 0x80070520`; zero where it has none. */
function hresultOf({ name }: ChannelFailure): number {
  const digits = /0x([0-9a-f]{1,8})$/i.exec(name)?.[1];
  return digits === undefined ? 0 : Number.parseInt(digits, 16);
}

function failed(error: BrokerError): FailedAttempt {
  return { ok: false, error };
}

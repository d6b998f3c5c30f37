// SPDX-License-Identifier: MIT
import type { ChannelFailure, ChannelFailureCode } from '../channels/channel.js';
import {
  dbusErrorFault,
  wrongSignatureFault,
  type BrokerFault,
  type Fault,
} from '../codecs/identity-broker/index.js';
import type { BrokerError } from '../errors/broker-error.js';
import { maskPersonalData } from '../errors/mask.js';
import { redirectUrisToRegister } from '../errors/redirect-uris.js';
import { statusRow, type BrokerErrorCode } from '../errors/table.js';
import { keepWireNumbers } from '../errors/wire-numbers.js';
import type { CallScope } from './call-scope.js';
import { problemText } from './problems.js';

/** Whether the broker's own words may pass unmasked. */
export interface Privacy {
  readonly enablePiiLogging: boolean;
}

/** What an error says besides the fault. */
export interface FaultSurroundings {
  /** For the redirect URI to register. */
  readonly clientId?: string | undefined;
  readonly hint?: string | undefined;
  /** What happened, where no broker answered. */
  readonly detail?: string | undefined;
  /** Where the broker tells more about that than its status does. */
  readonly retryable?: boolean | undefined;
}

/** A fault in a reply, as the error of the call that got it. */
export function errorOfFault(
  scope: CallScope,
  fault: Fault,
  privacy: Privacy,
  surroundings: FaultSurroundings = {},
): BrokerError {
  const { status } = statusRow(fault.status);
  switch (fault.kind) {
    case 'broker':
      return errorOfBroker(scope, fault, privacy, surroundings);
    case 'protocol':
      return scope.error('broker_protocol_error', {
        detail: fault.problem,
        status,
        tag: fault.tag,
      });
    case 'declined_scopes':
      return scope.error('declined_scopes', {
        detail: `not granted: ${fault.declined.join(' ')}`,
        status,
        tag: fault.tag,
      });
  }
}

function errorOfBroker(
  scope: CallScope,
  fault: BrokerFault,
  privacy: Privacy,
  { clientId = '<client id>', hint, detail, retryable }: FaultSurroundings,
): BrokerError {
  const row = statusRow(fault.status);
  const code = codeOfBroker(fault, row.code);
  const context = ownWords(fault.context, scope, privacy);
  const tag = fault.tag === '' ? '' : ` (tag ${fault.tag})`;
  const unregistered = code === 'redirect_uri_not_registered';
  const error = scope.error(code, {
    detail: detail ?? `the broker answered ${row.status}${tag}`,
    status: row.status,
    nativeCode: fault.nativeCode,
    tag: fault.tag,
    context,
    retryable,
    hint: hint ?? (unregistered ? hintOfRedirectUris(clientId) : undefined),
  });
  return fault.wire === undefined ? error : keepWireNumbers(error, fault.wire);
}

/**
 * ApiContractViolation stands for several things that a caller must tell apart. The triple of the
 * unregistered redirect URI was measured on runtimes that hide the text (0.13.2 and later); where
 * the text is shown, it decides whatever the status is.
 */
function codeOfBroker(fault: BrokerFault, code: BrokerErrorCode): BrokerErrorCode {
  const unregistered =
    /AADSTS(50011|7000218)/.test(fault.context) ||
    (fault.status === 6 && fault.nativeCode === 3_399_614_473 && fault.tag === '7q6ck');
  if (unregistered) return 'redirect_uri_not_registered';
  if (fault.status === 6 && fault.tag === '9zj08') return 'declined_scopes';
  if (fault.status === 6 && fault.tag === '5o3tq') return 'interaction_in_progress';
  return code;
}

function hintOfRedirectUris(clientId: string): string {
  const lines = redirectUrisToRegister(clientId).map(({ platform, uri }) => `${uri} (${platform})`);
  return `Register under "Mobile and desktop applications": ${lines.join(', ')}`;
}

/** A reply may have 8 MiB; nobody reads that much of an error. */
const longestContext = 4_096;

/** The broker's words, or as much of them as may be shown. */
function ownWords(text: string, scope: CallScope, privacy: Privacy): string {
  // Masked before it is cut: half of a user name would no longer be known.
  const shown = privacy.enablePiiLogging ? text : maskPersonalData(text, scope.secrets);
  return shown.length > longestContext ? `${shown.slice(0, longestContext)}…` : shown;
}

const codeOfFailure: Partial<Record<ChannelFailureCode, BrokerErrorCode>> = {
  bad_reply: 'broker_protocol_error',
  reply_too_large: 'broker_protocol_error',
  timed_out: 'timed_out',
  too_slow: 'broker_unavailable',
  canceled: 'request_aborted',
  not_sent: 'request_aborted',
  closed: 'closed',
  internal: 'broker_error',
  request_too_long: 'invalid_request',
};

/** What Microsoft's client reports where the proxy of WSL fails. */
const proxyFaults: Partial<Record<ChannelFailureCode, { tag: string; nativeCode?: number }>> = {
  proxy_failed: { tag: '38jst' },
  request_too_long: { tag: '377db', nativeCode: 7 },
};

/** D-Bus errors that say something else than "the broker cannot be reached". */
const codeOfDbusError: Readonly<Record<string, BrokerErrorCode>> = {
  UnknownMethod: 'not_supported',
  UnknownInterface: 'not_supported',
  UnknownObject: 'not_supported',
  InvalidArgs: 'invalid_request',
  Failed: 'broker_error',
};

/** A call that brought no reply, as the error of that call. */
export function errorOfFailure(
  scope: CallScope,
  failure: ChannelFailure,
  privacy: Privacy,
): BrokerError {
  const detail = problemText(failure);
  if (failure.code === 'bad_reply') {
    return scope.error('broker_protocol_error', { detail, tag: wrongSignatureFault.tag });
  }
  if (failure.code !== 'dbus_error') {
    const fault = proxyFaults[failure.code] ?? {};
    return scope.error(codeOfFailure[failure.code] ?? 'broker_unavailable', { detail, ...fault });
  }
  const shortName = failure.name.replace(/^org\.freedesktop\.DBus\.Error\./, '');
  const standard = shortName !== failure.name;
  return scope.error(
    codeOfDbusError[shortName] ?? (standard ? 'broker_unavailable' : 'broker_error'),
    {
      detail,
      tag: dbusErrorFault(failure.name).tag,
      context: ownWords(`${failure.name}: ${failure.message}`, scope, privacy),
    },
  );
}

// SPDX-License-Identifier: MIT

/**
 * The only copy of the status table: a broker's status number, its name in Microsoft's runtime,
 * the code under which BrokerError reports it, and whether trying again later can help.
 * Numbers and names: ErrorStatus of @azure/msal-node-runtime 0.20.7.
 */
const rows = [
  [0, 'Unexpected', 'broker_error', false],
  [1, 'Reserved', 'broker_error', false],
  [2, 'InteractionRequired', 'interaction_required', false],
  [3, 'NoNetwork', 'no_network', true],
  [4, 'NetworkTemporarilyUnavailable', 'network_temporarily_unavailable', true],
  [5, 'ServerTemporarilyUnavailable', 'server_temporarily_unavailable', true],
  [6, 'ApiContractViolation', 'invalid_request', false],
  [7, 'UserCanceled', 'user_canceled', false],
  [8, 'ApplicationCanceled', 'request_aborted', false],
  [9, 'IncorrectConfiguration', 'incorrect_configuration', false],
  [10, 'InsufficientBuffer', 'broker_error', false],
  [11, 'AuthorityUntrusted', 'authority_untrusted', false],
  [12, 'UserSwitched', 'broker_error', false], // a success on its own; see the account guard
  [13, 'AccountUnusable', 'account_unusable', false],
  [14, 'UserDataRemovalRequired', 'broker_error', false],
  [15, 'KeyNotFound', 'broker_error', false],
  [16, 'AccountNotFound', 'account_not_found', false],
  [17, 'Unnamed17', 'broker_error', false],
  [18, 'Unnamed18', 'broker_error', false],
  [19, 'Unnamed19', 'broker_error', false],
  [20, 'Unnamed20', 'broker_error', false],
  [21, 'Unnamed21', 'broker_error', false],
] as const;

/** Codes that no broker status stands for: found by us, on this side of the wire. */
const ownCodes = [
  'redirect_uri_not_registered',
  'declined_scopes',
  'interaction_in_progress',
  'account_mismatch',
  'timed_out',
  'window_handle_required',
  'invalid_window_handle',
  'not_supported',
  'dependency_missing',
  'broker_unavailable',
  'broker_protocol_error',
  'closed',
] as const;

/** Name of a broker status, as Microsoft's runtime names it. */
export type BrokerStatus = (typeof rows)[number][1];

/** What a BrokerError's `code` can be. A status that is not in the table becomes `broker_error`. */
export type BrokerErrorCode = (typeof rows)[number][2] | (typeof ownCodes)[number];

interface StatusRow {
  readonly status: BrokerStatus;
  readonly number: number;
  readonly code: BrokerErrorCode;
  readonly retryable: boolean;
}

const byNumber = new Map<number, StatusRow>(
  rows.map(([number, status, code, retryable]) => [number, { number, status, code, retryable }]),
);
const unexpected: StatusRow = {
  number: 0,
  status: 'Unexpected',
  code: 'broker_error',
  retryable: false,
};

/** The row of a client status number; a number that is not in the table counts as Unexpected. */
export function statusRow(number: number): StatusRow {
  return byNumber.get(number) ?? unexpected;
}

/** Every code, for tests and documentation. */
export const brokerErrorCodes: readonly BrokerErrorCode[] = [
  ...new Set<BrokerErrorCode>([...rows.map((row) => row[2]), ...ownCodes]),
];

/** Codes for which the same call may succeed later without a change by the caller. */
export function isRetryable(code: BrokerErrorCode): boolean {
  return code === 'broker_unavailable' || rows.some((row) => row[2] === code && row[3]);
}

/** Numbers of the statuses, by name: what the runtime and msal report as a number. */
export function statusNumber(status: BrokerStatus): number {
  return rows.find((row) => row[1] === status)?.[0] ?? 0;
}

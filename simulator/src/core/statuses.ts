// SPDX-License-Identifier: MIT

/**
 * Status names and their numbers on the wire. From 15 on the wire's numbers differ from those of
 * Microsoft's client (measured on its runtime 0.20.7).
 */
export const wireStatuses = {
  Unexpected: 0,
  Reserved: 1,
  InteractionRequired: 2,
  NoNetwork: 3,
  NetworkTemporarilyUnavailable: 4,
  ServerTemporarilyUnavailable: 5,
  ApiContractViolation: 6,
  UserCanceled: 7,
  ApplicationCanceled: 8,
  IncorrectConfiguration: 9,
  InsufficientBuffer: 10,
  AuthorityUntrusted: 11,
  UserSwitched: 12,
  AccountUnusable: 13,
  UserDataRemovalRequired: 14,
  KeyNotFound: 18,
  AccountNotFound: 19,
} as const;

export type StatusName = keyof typeof wireStatuses;

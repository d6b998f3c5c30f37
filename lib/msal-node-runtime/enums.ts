// SPDX-License-Identifier: MIT

/** Statuses of MsalRuntimeError. Numbers above are possible and have no name. */
export enum ErrorStatus {
  Unexpected = 0,
  Reserved = 1,
  InteractionRequired = 2,
  NoNetwork = 3,
  NetworkTemporarilyUnavailable = 4,
  ServerTemporarilyUnavailable = 5,
  ApiContractViolation = 6,
  UserCanceled = 7,
  ApplicationCanceled = 8,
  IncorrectConfiguration = 9,
  InsufficientBuffer = 10,
  AuthorityUntrusted = 11,
  UserSwitched = 12,
  AccountUnusable = 13,
  UserDataRemovalRequired = 14,
  KeyNotFound = 15,
  AccountNotFound = 16,
}

/** Levels of log lines. */
export enum LogLevel {
  Trace = 1,
  Debug = 2,
  Info = 3,
  Warning = 4,
  Error = 5,
  Fatal = 6,
}

// SPDX-License-Identifier: MIT

/** A WebTokenRequestStatus with a provider's error, and the runtime's status for it. */
export interface ProviderErrorRow {
  readonly status: number;
  readonly code: number;
  readonly errorStatus: number;
}

const runtimeStatus = {
  unexpected: 0,
  interactionRequired: 2,
  noNetwork: 3,
  serverTemporarilyUnavailable: 5,
  apiContractViolation: 6,
  incorrectConfiguration: 9,
} as const;

function failing(errorStatus: number, ...codes: readonly number[]): ProviderErrorRow[] {
  return codes.map((code) => ({ status: 5, code, errorStatus }));
}

const { unexpected, interactionRequired, noNetwork, serverTemporarilyUnavailable } = runtimeStatus;
const { apiContractViolation, incorrectConfiguration } = runtimeStatus;

/**
 * What Microsoft's client makes of the errors of work and school accounts. Not here: 0x80080300 and
 * 0xCAAD0001, which it tries again for longer than a test of it has patience.
 */
export const providerErrors: readonly ProviderErrorRow[] = [
  { status: 3, code: 0, errorStatus: interactionRequired },
  { status: 3, code: 0xcaa20001, errorStatus: interactionRequired },
  { status: 4, code: 4, errorStatus: unexpected },
  ...failing(incorrectConfiguration, 0xcaa20001, 0xcaa20002, 0xcaa20004, 0xcaa20007, 0xcaa2000b),
  ...failing(interactionRequired, 0xcaa20003, 0x80090016, 0x80090030, 0x8028008b),
  ...failing(serverTemporarilyUnavailable, 0xcaa20005, 0xcaa20008),
  ...failing(apiContractViolation, 0xcaa20009, 0xcaa10005, 0xcaa10006, 0xcaa10007, 0xcaa10009),
  ...failing(noNetwork, 0xcaa30194, 0xcaa70004, 0xcaa82ee2, 0x800704cf),
  ...failing(unexpected, 0xcaa2000c, 0xcaa10001, 0xcaa90001, 0xcaa50001, 0x80070520, 0x80049d61),
];

/**
 * The same of personal accounts. Not here: 0x800705B4, which Microsoft's client tries again for longer
 * than it was watched.
 */
export const personalErrors: readonly ProviderErrorRow[] = [
  { status: 3, code: 0, errorStatus: interactionRequired },
  { status: 4, code: 0x80860003, errorStatus: apiContractViolation },
  ...failing(noNetwork, 0x800704cf),
  ...failing(apiContractViolation, 0x80860003),
  ...failing(unexpected, 0xcaa20003, 0xcaa20005, 0xcaa30194, 0xcaad0001, 0x80070520),
];

/** Of work accounts, after the last try of several. Its status has no name in Microsoft's client. */
export const interrupted: ProviderErrorRow = { status: 5, code: 0xcaad0001, errorStatus: 17 };

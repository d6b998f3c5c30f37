// SPDX-License-Identifier: MIT
import { wireStatuses, type StatusName } from 'entra-broker-simulator';
import type { AccountKind } from './web-accounts.js';

/** WebTokenRequestStatus */
export const tokenStatus = {
  success: 0,
  userCancel: 1,
  accountSwitch: 2,
  userInteractionRequired: 3,
  accountProviderNotAvailable: 4,
  providerError: 5,
} as const;

/** HRESULT for what nobody has classified. */
const unspecified = 0x80004005;

interface Ending {
  readonly status: number;
  /** HRESULT in the place of the provider's error code. */
  readonly code: number;
}

const interaction: Ending = { status: tokenStatus.userInteractionRequired, code: 0xcaa2000c };

function failing(code: number): Ending {
  return { status: tokenStatus.providerError, code };
}

// Codes that Microsoft's client was seen to understand as these statuses.
const endings: Readonly<Record<AccountKind, Partial<Record<StatusName, Ending>>>> = {
  aad: {
    InteractionRequired: interaction,
    AccountUnusable: interaction,
    UserCanceled: { status: tokenStatus.userCancel, code: 0 },
    NoNetwork: failing(0xcaa70004),
    NetworkTemporarilyUnavailable: failing(0xcaa82ee2),
    ServerTemporarilyUnavailable: failing(0xcaa20005),
    ApiContractViolation: failing(0xcaa20009),
    IncorrectConfiguration: failing(0xcaa20001),
  },
  msa: {
    InteractionRequired: { ...interaction, code: 0 },
    AccountUnusable: { ...interaction, code: 0 },
    UserCanceled: { status: tokenStatus.userCancel, code: 0 },
    NoNetwork: failing(0x800704cf),
    ApiContractViolation: failing(0x80860003),
  },
};

/** How the Web Account Manager tells of an error of the simulator's. */
export function endingOf(wireStatus: number, errorCode: number, kind: AccountKind): Ending {
  const names = Object.keys(wireStatuses) as StatusName[];
  const name = names.find((candidate) => wireStatuses[candidate] === wireStatus);
  const ending = (name && endings[kind][name]) ?? failing(unspecified);
  return errorCode === 0 ? ending : { ...ending, code: errorCode };
}

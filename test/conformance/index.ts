// SPDX-License-Identifier: MIT
import { accountGuardCases } from './account-guard.cases.js';
import { badReplyCases } from './bad-replies.cases.js';
import { brokerErrorCases } from './broker-errors.cases.js';
import type { ConformanceCase } from './case.js';
import { closingCases } from './closing.cases.js';
import { endingCases } from './endings.cases.js';
import { eventCases } from './events.cases.js';
import { interactionCases } from './interaction.cases.js';
import { operationCases } from './operations.cases.js';
import { parameterCases } from './parameters.cases.js';
import { privacyCases } from './privacy.cases.js';
import { requestIntegrityCases } from './request-integrity.cases.js';
import { signInCases } from './sign-in.cases.js';

export { runCase, type ConformanceCase, type ConformanceContext } from './case.js';

/** What a Broker promises, over whatever channel. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...operationCases,
  ...signInCases,
  ...parameterCases,
  ...accountGuardCases,
  ...requestIntegrityCases,
  ...endingCases,
  ...interactionCases,
  ...brokerErrorCases,
  ...badReplyCases,
  ...privacyCases,
  ...eventCases,
  ...closingCases,
];

// SPDX-License-Identifier: MIT
export type {
  AccountsAnswer,
  ProviderErrorAnswer,
  TextMap,
  TokenAnswer,
  WebAccountAnswer,
} from '../../channels/wam/calls.js';
export { wamEligibility, type WamEligibility, type WamIneligibleReason } from './eligibility.js';
export {
  consumedParameters,
  isInstanceAware,
  refusedParameter,
  refusedParameters,
} from './extra-parameters.js';
export {
  failureOfHresult,
  failureOfStatus,
  tokenStatus,
  type WamDecoded,
  type WamFailure,
} from './failures.js';
export { wamHint, type HintFacts } from './hints.js';
export {
  isPersonal,
  osDefaultOf,
  osDefaultProviderId,
  personalAccounts,
  signOutProvider,
  wamProvider,
  workAccounts,
  workProvider,
  type ProviderDecision,
  type ProviderQuestion,
  type WamKind,
  type WamProvider,
} from './provider.js';
export { errorRow, type ErrorRow } from './provider-errors.js';
export {
  decodeTokenAnswer,
  isFeatureSupported,
  isTokenToRenew,
  type ExpectedWamTokens,
  type WamTokens,
} from './token-answers.js';
export type {
  WamCaller,
  WamHost,
  WamLeg,
  WamPromptType,
  WamRequest,
  WamTokenCall,
  WindowSubject,
} from './token-call.js';
export { discoveryRequest, tokenBindingProbe, tokenRequest } from './token-requests.js';
export { decodeWebAccount, decodeWebAccounts, type WamAccount } from './web-accounts.js';

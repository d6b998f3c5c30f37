// SPDX-License-Identifier: MIT
export { protocolVersion, type EncodedRequest } from './request.js';
export {
  acquirePrtSsoCookie,
  cancelInteractiveFlow,
  generateSignedHttpRequest,
  getAccounts,
  getLinuxBrokerVersion,
  removeAccount,
} from './requests.js';
export { acquireTokenInteractively, acquireTokenSilently } from './token-requests.js';
export {
  handleWithoutWindow,
  type ClientProduct,
  type InteractiveCall,
  type SilentCall,
  type TokenCall,
  type TokenCallKind,
  type UsernamePasswordCall,
} from './token-call.js';
export { keyIdOfReqCnf } from './pop-params.js';
export {
  eligibility,
  type Eligibility,
  type EligibilityQuestion,
  type IneligibleReason,
} from './eligibility.js';
export type { BrokerFault, Decoded, DeclinedScopesFault, Fault, ProtocolFault } from './faults.js';
export { dbusErrorFault, wrongSignatureFault, type DbusFault } from './dbus-faults.js';
export { optionalAccountTexts, requiredAccountTexts } from './account-fields.js';
export type { ReplyReading } from './reading.js';
export { decodeAccounts } from './account-replies.js';
export { decodeTokens, type ExpectedTokens } from './token-replies.js';
export {
  decodeCancel,
  decodePrtSsoCookies,
  decodeRemoveAccount,
  decodeSignedHttpRequest,
  decodeVersion,
} from './other-replies.js';

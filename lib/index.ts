// SPDX-License-Identifier: MIT
import type { Broker, BrokerAvailability, BrokerOptions, InspectOptions } from './broker/types.js';

export type {
  Account,
  AccountByIdRequest,
  AccountsChange,
  AccountsRequest,
  AvailabilityChange,
  Broker,
  BrokerAvailability,
  BrokerEvents,
  BrokerOptions,
  BrokerProblem,
  BrokerUnavailableReason,
  CallOptions,
  InspectOptions,
  InteractiveRequest,
  LogLevel,
  LogLine,
  ParentWindowHandle,
  Prompt,
  ProofOfPossession,
  PrtSsoCookie,
  PrtSsoCookieRequest,
  SignedHttpRequestRequest,
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  SignOutRequest,
  SilentRequest,
  TokenRequest,
  TokenResult,
  UsernamePasswordRequest,
} from './broker/types.js';
export type {
  CallId,
  Channel,
  ChannelCall,
  ChannelFailure,
  ChannelFailureCode,
  ChannelReply,
  OwnerChange,
  ProbeResult,
} from './channels/channel.js';
export type {
  AccountEvent,
  AccountsAnswer,
  HostFacts,
  ProviderAnswer,
  ProviderErrorAnswer,
  TextMap,
  TokenAnswer,
  TokenRequestFields,
  WamCall,
  WamChannel,
  WamObject,
  WamReply,
  WamVerb,
  WamVerbs,
  WamWindow,
  WebAccountAnswer,
} from './channels/wam/calls.js';
export { CONSOLE_WINDOW_HANDLE, type ConsoleWindowHandle } from './broker/console-window-handle.js';
export { BrokerError } from './errors/broker-error.js';
export type { BrokerErrorCode, BrokerStatus } from './errors/table.js';
export { redirectUrisToRegister, type RedirectUriToRegister } from './errors/redirect-uris.js';

// The rest is loaded by the first call, since importing this package must cost next to nothing;
// by a plain require(), which bundlers can follow.

/**
 * Opens the broker of this operating system, or the one behind `options.channel`, which the Broker
 * then owns and closes. Nothing is sent: whether a broker answers shows at the first call, or ask
 * `inspectBroker()` before.
 *
 * @throws BrokerError `invalid_request` for a wrong option, `not_supported` on a platform without a
 * broker, `dependency_missing` or `broker_unavailable` if the native module cannot be loaded.
 */
export async function openBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { open } = require('./broker/open.js') as typeof import('./broker/open.js');
  return Promise.resolve(open(options));
}

/**
 * Tells whether a broker answers, and if not, why and what to do. It pings the broker, which starts
 * one that is installed and not running. Never rejects for an unavailable broker.
 *
 * @throws BrokerError `invalid_request` for a wrong option, `request_aborted` if the signal ended it.
 */
export async function inspectBroker(options: InspectOptions = {}): Promise<BrokerAvailability> {
  const { inspect } = require('./broker/inspect.js') as typeof import('./broker/inspect.js');
  return inspect(options);
}

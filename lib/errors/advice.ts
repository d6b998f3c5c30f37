// SPDX-License-Identifier: MIT
import type { BrokerErrorCode } from './table.js';

/** What happened and what to do, for each code, as the end of a message. */
export const advice: Readonly<Record<BrokerErrorCode, string>> = {
  broker_error:
    'the broker failed; report its status, tag and correlation id to your administrator or to the broker’s support',
  interaction_required:
    'the user has to take part; call acquireTokenInteractively or signInInteractively',
  account_unusable:
    'the broker cannot use this account without the user; call acquireTokenInteractively',
  no_network: 'the broker has no network; try again when there is one',
  network_temporarily_unavailable: 'the network failed for a moment; try again later',
  server_temporarily_unavailable: 'the identity provider is busy; try again later',
  invalid_request: 'the broker refused the request as malformed; check its fields',
  user_canceled: 'the user closed or refused the sign-in; do not ask again unasked',
  request_aborted: 'the call was aborted before it was answered',
  incorrect_configuration:
    'the app registration or the device is not set up for this request; ask your administrator',
  authority_untrusted: 'the broker does not trust the authority; check its URL',
  account_not_found: 'the broker does not know this account; list them with getAccounts()',
  redirect_uri_not_registered:
    'the app registration lacks the redirect URI of the broker; register it',
  declined_scopes: 'not every scope was granted; ask for fewer, or for consent',
  interaction_in_progress:
    'another sign-in window is open; wait until it is closed, or abort that call',
  account_mismatch:
    'the broker answered for another account than the one asked for; its token was dropped',
  timed_out: 'the time for the call is up; raise timeoutMs if it was too short',
  window_handle_required:
    'pass parentWindowHandle: the id of your window, or CONSOLE_WINDOW_HANDLE for a program without one',
  invalid_window_handle:
    'parentWindowHandle must be the id of a window that exists, or CONSOLE_WINDOW_HANDLE',
  not_supported: 'this broker or platform cannot do that',
  dependency_missing: 'a part of this package is missing; see the hint',
  broker_unavailable: 'the broker cannot be reached; npx entra-broker doctor tells why',
  broker_protocol_error: 'the broker’s answer makes no sense; look for an update of the broker',
  closed: 'it has been closed; make another',
};

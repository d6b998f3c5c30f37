// SPDX-License-Identifier: MIT
import { windowsRedirectUri } from '../../errors/redirect-uris.js';
import type { BrokerFault } from '../identity-broker/faults.js';

/** What the process that asked is known to be. */
export interface HintFacts {
  readonly clientId: string;
  /** Whether it runs with administrator rights. */
  readonly elevated: boolean;
}

const redirectUriMissing = 0xcaa20009;
const noLogonSession = 0x80070520;
const accessDenied = 0x80070005;
const userCanceled = 7;

/** What to do about a failure that users are known to meet; undefined where nothing is known. */
export function wamHint(
  fault: Pick<BrokerFault, 'status' | 'nativeCode'>,
  facts: HintFacts,
): string | undefined {
  switch (fault.nativeCode >>> 0) {
    case redirectUriMissing:
      return (
        'The app registration probably lacks the redirect URI of the broker; register ' +
        `${windowsRedirectUri(facts.clientId)} under "Mobile and desktop applications"`
      );
    case noLogonSession:
      return (
        'The process has no logon session of the user: the broker does not work in services, ' +
        'scheduled tasks and programs that run as another user'
      );
    case accessDenied:
      return (
        'Windows denies this process the call: the broker does not work in sandboxes and with the ' +
        'rights of another user' +
        (facts.elevated ? '; start the program without administrator rights' : '')
      );
  }
  if (fault.status === userCanceled && facts.elevated) {
    return (
      'In a program with administrator rights Windows may close the account picker at once and ' +
      'report that as the user’s doing; start the program without them'
    );
  }
  return undefined;
}

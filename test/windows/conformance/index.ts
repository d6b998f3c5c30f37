// SPDX-License-Identifier: MIT
import { conformanceCases } from '../../conformance/index.js';
import { accountCases } from './accounts.cases.js';
import { answerCases } from './answers.cases.js';
import type { WamCase } from './case.js';
import { failureCases } from './failures.cases.js';
import { signInCases } from './sign-in.cases.js';
import { windowHandleCases } from './window-handles.cases.js';
import { windowCases } from './windows.cases.js';

const byName = 'WAM takes accounts, not names';
const ofTheProtocol = 'it speaks of messages of the other protocol';

/** Cases of the conformance suite that mean nothing on Windows, and why. */
export const leftOut: readonly (readonly [name: RegExp, reason: string])[] = [
  [/^(acquirePrtSsoCookie|generateSignedHttpRequest|getBrokerVersion) /, 'WAM has no such call'],
  [/PRT cookie/, 'WAM has no such call'],
  [/ and every message of it carries its correlation id$/, 'lists of accounts have none in WAM'],
  [/^signIn opens a window where the silent leg ends /, 'the same, and other statuses'],
  [/^signIn (with a hint asks|takes the case|opens a window where the silent leg answers)/, byName],
  [/^signInSilently leaves the choice /, 'a request without an account names no account at all'],
  [/^signOut takes the account away /, 'what WAM no longer lists, it is not asked for'],
  [/used in an outage$/, 'WAM tells no such time'],
  [/claims of the client$/, 'WAM has no place for them'],
  [
    /^(proof of possession with a key|a broker that tells no version|a key proof) /,
    'a key asks for no version of WAM',
  ],
  [/^a bearer token is refused /, 'the simulator has no say in it'],
  [/^claims arrive/, 'the first token is the one that tells the home of an account'],
  [/^prompt, domain hint, /, 'they are properties of other names there'],
  [/^the window handle goes into both fields /, 'there are none'],
  [/^an unregistered redirect URI /, 'it is another one'],
  [/^status UserSwitched /, 'WAM says so by a status of its own'],
  [/^a prompt among the extra parameters /, 'it is refused there'],
  [/^timeoutMs bounds all legs /, ofTheProtocol],
  [/ closes the broker's window$/, 'WAM has a Cancel'],
  [/^the cancel goes out /, 'WAM has a Cancel'],
  [/^(after an abort the next window |a cancel that the broker )/, 'WAM has a Cancel'],
  [/^close takes the window away /, 'WAM has a Cancel'],
  [/^status -?\d+ of the broker /, 'WAM has statuses and codes of its own'],
  [/ from the bus is reported as /, 'there is no bus'],
  [/^an error (beside|in himmelblau's|of another kind)/, ofTheProtocol],
  [/^a reply /, ofTheProtocol],
  [/^a byte order mark /, ofTheProtocol],
  [/^a call that is replied to twice /, ofTheProtocol],
  [/^what changes at the broker /, 'WAM tells by itself'],
  [/^a broker that goes and comes back /, 'WAM is no process to watch'],
  [/^64 calls at once /, ofTheProtocol],
];

const isLeftOut = (name: string): boolean => leftOut.some(([pattern]) => pattern.test(name));

/** What a Broker promises on Windows: what it promises everywhere, and what is WAM's own. */
export const wamCases: readonly WamCase[] = [
  ...conformanceCases.filter(({ name }) => !isLeftOut(name)),
  ...signInCases,
  ...windowCases,
  ...windowHandleCases,
  ...failureCases,
  ...answerCases,
  ...accountCases,
];

// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { tagText } from '../../lib/errors/tag.js';
import type { DesktopSession } from './desktop-session.js';
import type {
  RuntimeAccount,
  RuntimeCall,
  RuntimeError,
  RuntimeResult,
} from './runtime/protocol.js';

export const ada = 'ada@contoso.example';
export const grace = 'grace@fabrikam.example';
export const clientId = '5e7b1c52-9f0e-4c5b-8a52-7d1c3d0e1f22';
export const redirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
export const authority = 'https://login.microsoftonline.com/common';

type TokenCall = Extract<RuntimeCall, { scopes: string }>;

/** What of a usual call a test changes. */
export type CallChanges = Partial<Omit<TokenCall, 'api' | 'clientId' | 'redirectUri'>> & {
  /** `null`: none. */
  readonly redirectUri?: string | null;
};

export function runtimeCall(api: TokenCall['api'], changes: CallChanges = {}): RuntimeCall {
  const { redirectUri: changed = redirectUri, ...others } = changes;
  return {
    clientId,
    correlationId: randomUUID(),
    authority,
    ...(changed === null ? {} : { redirectUri: changed }),
    scopes: 'User.Read',
    ...others,
    api,
  };
}

/** An error of the runtime, with its tag as text. */
export interface Failure {
  readonly status: number;
  readonly code: number;
  readonly tag: string;
  readonly context: string;
}

export function failureOf(error: RuntimeError): Failure {
  const { errorStatus, errorCode, errorTag, errorContext } = error;
  return { status: errorStatus, code: errorCode, tag: tagText(errorTag), context: errorContext };
}

export async function succeeds(
  session: Pick<DesktopSession, 'call'>,
  call: RuntimeCall,
): Promise<RuntimeResult> {
  const outcome = await session.call(call);
  if ('result' in outcome) return outcome.result;
  throw new Error(`${call.api} failed: ${JSON.stringify(outcome.error)}`);
}

export async function fails(
  session: Pick<DesktopSession, 'call'>,
  call: RuntimeCall,
): Promise<Failure> {
  const outcome = await session.call(call);
  if ('error' in outcome) return failureOf(outcome.error);
  throw new Error(`${call.api} succeeded`);
}

export async function discover(
  session: Pick<DesktopSession, 'call'>,
  correlationId: string = randomUUID(),
): Promise<readonly RuntimeAccount[]> {
  const result = await succeeds(session, { api: 'DiscoverAccounts', clientId, correlationId });
  return result.accounts ?? [];
}

/** Home account id of an account, which the runtime knows from then on. */
export async function homeAccountIdOf(
  session: Pick<DesktopSession, 'call'>,
  username: string,
  correlationId?: string,
): Promise<string> {
  const accounts = await discover(session, correlationId);
  const account = accounts.find((one) => one.username === username);
  if (account === undefined) throw new Error('The runtime discovers no such account');
  return account.homeAccountId;
}

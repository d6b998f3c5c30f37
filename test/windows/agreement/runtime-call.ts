// SPDX-License-Identifier: MIT
import type {
  Account,
  AuthParameters,
  AuthResult,
  DiscoverAccountsResult,
  MsalNodeRuntime,
  MsalRuntimeError,
  ReadAccountResult,
  SignOutResult,
} from 'entra-broker/msal-node-runtime';
import { recordedIds } from '../support/recorded-world.js';

const { clientId, correlationId } = recordedIds;

/** A call of the captures, with all that the recording program was told. */
export interface RuntimeCall {
  readonly api: string;
  readonly authority?: string;
  readonly hint?: string;
  readonly accountId?: string;
  readonly claims?: string;
  readonly renew?: string;
  readonly pop?: readonly [method: string, host: string, path: string, nonce: string];
  readonly extra?: Readonly<Record<string, string>>;
  /** `real4`: the window's handle in four bytes; a number: that, in the place of a window's. */
  readonly hwnd?: string | number;
}

/** What CheckError throws, in plain form; null if nothing. */
export type RuntimeError = Readonly<
  Pick<MsalRuntimeError, 'errorStatus' | 'errorCode' | 'errorTag' | 'errorContext'>
>;

/** What the app got, by the names of the captures. */
export interface RuntimeResult {
  readonly error: RuntimeError | null;
  readonly [name: string]: unknown;
}

type Result = AuthResult | DiscoverAccountsResult | SignOutResult;

/** Makes a call as the captures' was made, discovery before it included where it takes an account. */
export async function callRuntime(
  runtime: MsalNodeRuntime,
  call: RuntimeCall,
  window: bigint,
): Promise<RuntimeResult> {
  // As for the captures: without a logger for personal data Microsoft's words are replaced.
  runtime.RegisterLogger(() => {}, true);
  return plain(await resultOf(runtime, call, handleOf(call, window)));
}

async function resultOf(
  runtime: MsalNodeRuntime,
  call: RuntimeCall,
  handle: Buffer,
): Promise<Result> {
  const parameters = parametersOf(runtime, call);
  const hint = call.hint ?? '';
  switch (call.api) {
    case 'discover':
      return discover(runtime);
    case 'signInSilently':
      return started((done) => runtime.SignInSilentlyAsync(parameters, correlationId, done));
    case 'signIn':
      return started((done) => runtime.SignInAsync(handle, parameters, correlationId, hint, done));
    case 'signInInteractively':
      return started((done) =>
        runtime.SignInInteractivelyAsync(handle, parameters, correlationId, hint, done),
      );
  }
  const account = await accountOf(runtime, call);
  switch (call.api) {
    case 'acquireSilently':
      return started((done) =>
        runtime.AcquireTokenSilentlyAsync(parameters, correlationId, account, done),
      );
    case 'acquireInteractively':
      return started((done) =>
        runtime.AcquireTokenInteractivelyAsync(handle, parameters, correlationId, account, done),
      );
    case 'signOut':
      return started((done) =>
        runtime.SignOutSilentlyAsync(clientId, correlationId, account, done),
      );
  }
  throw new Error(`The runtime has no call ${call.api}`);
}

function started<T>(start: (done: (result: T) => void) => unknown): Promise<T> {
  return new Promise((resolve) => {
    start(resolve);
  });
}

function discover(runtime: MsalNodeRuntime): Promise<DiscoverAccountsResult> {
  return started((done) => runtime.DiscoverAccountsAsync(clientId, correlationId, done));
}

async function accountOf(runtime: MsalNodeRuntime, { accountId }: RuntimeCall): Promise<Account> {
  const { accounts } = await discover(runtime);
  const id = accountId ?? accounts[0]?.accountId ?? '';
  const read = await started<ReadAccountResult>((done) =>
    runtime.ReadAccountByIdAsync(id, correlationId, done),
  );
  return read.account;
}

function parametersOf(runtime: MsalNodeRuntime, call: RuntimeCall): AuthParameters {
  const made = new runtime.AuthParameters();
  made.CreateAuthParameters(clientId, call.authority ?? 'https://login.microsoftonline.com/common');
  made.SetRedirectUri('http://localhost');
  made.SetRequestedScopes('User.Read');
  if (call.claims !== undefined) made.SetDecodedClaims(call.claims);
  if (call.renew !== undefined) made.SetAccessTokenToRenew(call.renew);
  if (call.pop !== undefined) made.SetPopParams(...call.pop);
  for (const [name, value] of Object.entries(call.extra ?? {})) {
    made.SetAdditionalParameter(name, value);
  }
  return made;
}

function handleOf({ hwnd }: RuntimeCall, window: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(typeof hwnd === 'number' ? BigInt(hwnd) : window);
  return hwnd === 'real4' ? bytes.subarray(0, 4) : bytes;
}

const resultFields = [
  ...['rawIdToken', 'accessToken', 'authorizationHeader', 'grantedScopes'],
  ...['expiresOn', 'isPopAuthorization'],
];
const accountFields = [
  ...['accountId', 'homeAccountId', 'environment', 'realm', 'localAccountId', 'username'],
  ...['givenName', 'familyName', 'displayName', 'clientInfo', 'additionalFieldsJson'],
];

function plain(result: Result): RuntimeResult {
  const { account, accounts } = result as Partial<AuthResult & DiscoverAccountsResult>;
  return {
    error: errorOf(result),
    ...pick(result, resultFields),
    ...(account ? { account: pick(account, accountFields) } : {}),
    ...(accounts ? { accounts: Array.from(accounts, (one) => pick(one, accountFields)) } : {}),
  };
}

function errorOf(result: Result): RuntimeError | null {
  try {
    result.CheckError();
    return null;
  } catch (thrown) {
    const { errorStatus, errorCode, errorTag, errorContext } = thrown as MsalRuntimeError;
    return { errorStatus, errorCode, errorTag, errorContext };
  }
}

function pick(source: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  const values = source as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

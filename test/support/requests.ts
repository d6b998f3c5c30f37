// SPDX-License-Identifier: MIT
import {
  CONSOLE_WINDOW_HANDLE,
  type Account,
  type Broker,
  type CallOptions,
  type InteractiveRequest,
  type SilentRequest,
  type TokenRequest,
} from 'entra-broker';

/** Of an invented app. */
export const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
export const authority = 'https://login.microsoftonline.com/common';
export const redirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';

/** The account of the simulator's default scenario that is signed in. */
export const ada: Account = {
  homeAccountId: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01.7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  localAccountId: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01',
  environment: 'login.windows.net',
  realm: '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  username: 'ada@contoso.example',
  name: 'Ada Lovelace',
};
export const passwordOfAda = 'invented-password-of-ada';

/** The one that is not. */
export const grace: Account = {
  homeAccountId: 'c3f7e2a0-5dab-4c80-8e33-704b9db2cf03.2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502',
  localAccountId: 'c3f7e2a0-5dab-4c80-8e33-704b9db2cf03',
  environment: 'login.windows.net',
  realm: '2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502',
  username: 'grace@fabrikam.example',
  name: 'Grace Hopper',
};

export const tokenRequest = {
  clientId,
  authority,
  redirectUri,
  scopes: ['User.Read'],
} satisfies TokenRequest;

export const silentRequest = { ...tokenRequest, account: ada } satisfies SilentRequest;

export const windowRequest = {
  ...tokenRequest,
  parentWindowHandle: CONSOLE_WINDOW_HANDLE,
} satisfies InteractiveRequest;

/** One operation of a broker, with a request that the default scenario answers well. */
export interface Operation {
  readonly name: Exclude<keyof Broker, 'channel' | 'on' | 'close' | typeof Symbol.asyncDispose>;
  /** The request without what every call takes besides. */
  readonly request: object;
  /** Method on the wire that it calls first. */
  readonly method: string;
}

/** Every operation but getDeviceInfo, which this protocol has no message for. */
export const operations: readonly Operation[] = [
  { name: 'getAccounts', request: { clientId }, method: 'getAccounts' },
  { name: 'refreshAccounts', request: { clientId }, method: 'getAccounts' },
  {
    name: 'getAccountById',
    request: { clientId, accountId: ada.localAccountId },
    method: 'getAccounts',
  },
  { name: 'acquireTokenSilently', request: silentRequest, method: 'acquireTokenSilently' },
  {
    name: 'acquireTokenInteractively',
    request: { ...windowRequest, account: ada },
    method: 'acquireTokenInteractively',
  },
  { name: 'signInSilently', request: tokenRequest, method: 'getAccounts' },
  { name: 'signInInteractively', request: windowRequest, method: 'acquireTokenInteractively' },
  { name: 'signIn', request: windowRequest, method: 'getAccounts' },
  {
    name: 'acquireTokenByUsernamePassword',
    request: { ...tokenRequest, username: ada.username, password: passwordOfAda },
    method: 'acquireTokenSilently',
  },
  { name: 'signOut', request: { clientId, account: ada }, method: 'removeAccount' },
  {
    name: 'acquirePrtSsoCookie',
    request: {
      clientId,
      authority,
      account: ada,
      ssoUrl: 'https://login.microsoftonline.com/start?sso_nonce=invented-nonce',
    },
    method: 'acquirePrtSsoCookie',
  },
  {
    name: 'generateSignedHttpRequest',
    request: {
      clientId,
      account: ada,
      proofOfPossession: { httpMethod: 'GET', url: 'https://api.example/things' },
    },
    method: 'generateSignedHttpRequest',
  },
  { name: 'getBrokerVersion', request: {}, method: 'getLinuxBrokerVersion' },
];

/** Calls an operation by its name with any request, also one that its type forbids. */
export function callAny(
  broker: Broker,
  name: Operation['name'],
  request: unknown,
): Promise<unknown> {
  const untyped = broker as unknown as Record<typeof name, (request: unknown) => Promise<unknown>>;
  return untyped[name](request);
}

export function callOperation(
  broker: Broker,
  operation: Operation,
  options: CallOptions = {},
): Promise<unknown> {
  return callAny(broker, operation.name, { ...operation.request, ...options });
}

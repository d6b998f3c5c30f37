// SPDX-License-Identifier: MIT
import { checkAccount } from './account.js';
import { checkCallOptions, checkClientId } from './call-options.js';
import { check, isRecord, isText, isUrl } from './check.js';
import { checkProofOfPossession } from './proof-of-possession.js';
import {
  checkAuthority,
  checkInteractiveOptions,
  checkRedirectUri,
  checkScopes,
  checkTokenRequest,
} from './token-request.js';

type Check = (request: unknown) => void;

function fieldsOf(request: unknown): Readonly<Record<string, unknown>> {
  check(isRecord(request), 'the request must be an object');
  return request;
}

const checkAccounts: Check = (request) => {
  checkCallOptions(request);
  checkClientId(fieldsOf(request)['clientId']);
};

/** One check for each operation: all that can be wrong with its request. */
export const checks = {
  getAccounts: checkAccounts,
  refreshAccounts: checkAccounts,
  getAccountById: (request) => {
    checkAccounts(request);
    check(isText(fieldsOf(request)['accountId']), 'accountId must be a local or home account id');
  },
  acquireTokenSilently: (request) => {
    checkTokenRequest(request);
    checkAccount(fieldsOf(request)['account']);
  },
  signInSilently: checkTokenRequest,
  acquireTokenInteractively: (request) => {
    checkTokenRequest(request);
    checkInteractiveOptions(request);
    const account = fieldsOf(request)['account'];
    if (account !== undefined) checkAccount(account);
  },
  signInInteractively: (request) => {
    checkTokenRequest(request);
    checkInteractiveOptions(request);
  },
  signIn: (request) => {
    checkTokenRequest(request);
    checkInteractiveOptions(request);
  },
  acquireTokenByUsernamePassword: (request) => {
    checkTokenRequest(request);
    const { username, password } = fieldsOf(request);
    check(isText(username), 'username must be a string that is not empty');
    check(
      typeof password === 'string' && password !== '',
      'password must be a string that is not empty',
    );
  },
  signOut: (request) => {
    checkAccounts(request);
    checkAccount(fieldsOf(request)['account']);
  },
  acquirePrtSsoCookie: (request) => {
    checkAccounts(request);
    const fields = fieldsOf(request);
    checkAuthority(fields['authority']);
    checkAccount(fields['account']);
    check(isUrl(fields['ssoUrl'], ['https:']), 'ssoUrl must be an https URL');
    if (fields['scopes'] !== undefined) checkScopes(fields['scopes']);
    if (fields['redirectUri'] !== undefined) checkRedirectUri(fields['redirectUri']);
  },
  generateSignedHttpRequest: (request) => {
    checkAccounts(request);
    const fields = fieldsOf(request);
    checkAccount(fields['account']);
    const proof = fields['proofOfPossession'];
    check(
      isRecord(proof) && !('keyId' in proof),
      'proofOfPossession must be { httpMethod, url } with the request to sign',
    );
    checkProofOfPossession(proof);
  },
  getBrokerVersion: checkCallOptions,
  getDeviceInfo: checkCallOptions,
} as const satisfies Readonly<Record<string, Check>>;

/** Name of a public operation. */
export type Operation = keyof typeof checks;

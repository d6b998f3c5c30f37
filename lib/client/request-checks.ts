// SPDX-License-Identifier: MIT
import { checkCallOptions } from '../broker/checks/call-options.js';
import { check, isRecord, isText, isUrl } from '../broker/checks/check.js';
import { readWindowHandle } from '../broker/window-handle.js';

type Fields = Readonly<Record<string, unknown>>;

const prompts = ['none', 'login', 'select_account', 'consent', 'create'];

/** HTTP methods that a proof of possession can be for, as in MSAL Python. */
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** What can be wrong with a request, whichever way it would go. Each throws a RequestProblem. */
export function requestChecks(clientId: string): {
  readonly decision: (request: unknown) => void;
  readonly interactive: (request: unknown) => void;
  readonly silent: (request: unknown) => void;
  readonly usernamePassword: (request: unknown) => void;
  readonly deviceCode: (request: unknown) => void;
  readonly filter: (request: unknown) => void;
  readonly account: (account: unknown) => void;
} {
  const account = (given: unknown): void => checkAccount(given, clientId);
  return {
    decision: (request) => {
      checkTenant(routedFields(request)['account']);
    },
    interactive: (request) => {
      const fields = tokenFields(request);
      checkInteractive(fields);
      if (fields['account'] !== undefined) account(fields['account']);
    },
    silent: (request) => {
      const fields = tokenFields(request);
      check(
        fields['account'] !== undefined,
        'account is missing: pass one of getAccounts(), or of a result; null resolves to null',
      );
      if (fields['account'] !== null) account(fields['account']);
    },
    usernamePassword: (request) => {
      const fields = tokenFields(request);
      check(isText(fields['username']), 'username must be a string that is not empty');
      check(isText(fields['password']), 'password must be a string that is not empty');
    },
    deviceCode: (request) => {
      checkFunction(tokenFields(request), 'deviceCodeCallback');
    },
    filter: checkFilter,
    account,
  };
}

function routedFields(request: unknown): Fields {
  checkCallOptions(request);
  check(isRecord(request), 'the request must be an object');
  const { authority } = request;
  check(
    authority === undefined || isUrl(authority, ['https:']),
    'authority must be an https URL such as https://login.microsoftonline.com/common, or be left out',
  );
  return request;
}

function tokenFields(given: unknown): Fields {
  const request = routedFields(given);
  const { scopes, authScheme } = request;
  check(
    scopes === undefined || (Array.isArray(scopes) && scopes.every(isText)),
    'scopes must be a list of strings, the scopes of one resource',
  );
  if (authScheme !== undefined) checkAuthScheme(authScheme);
  return request;
}

function checkInteractive(request: Fields): void {
  const { prompt, parentWindowHandle, maxAge, extraScopesToConsent } = request;
  check(
    prompt === undefined || (typeof prompt === 'string' && prompts.includes(prompt)),
    `prompt must be one of ${prompts.join(', ')}, or be left out`,
  );
  check(
    request['windowHandle'] === undefined,
    'windowHandle is called parentWindowHandle here',
    'invalid_window_handle',
  );
  if (parentWindowHandle !== undefined) readWindowHandle(parentWindowHandle);
  check(
    maxAge === undefined || (typeof maxAge === 'number' && Number.isFinite(maxAge) && maxAge >= 0),
    'maxAge must be a number of milliseconds that is not negative, or be left out',
  );
  check(
    extraScopesToConsent === undefined || Array.isArray(extraScopesToConsent),
    'extraScopesToConsent must be a list of strings, or be left out',
  );
  checkTexts(request, ['loginHint', 'domainHint']);
  for (const field of ['openBrowser', 'onBeforeUserInterface']) {
    if (request[field] !== undefined) checkFunction(request, field);
  }
}

function checkTexts(given: Fields, fields: readonly string[]): void {
  for (const field of fields) {
    check(
      given[field] === undefined || typeof given[field] === 'string',
      `${field} must be a string, or be left out`,
    );
  }
}

function checkFunction(request: Fields, field: string): void {
  check(typeof request[field] === 'function', `${field} must be a function`);
}

function checkAuthScheme(scheme: unknown): void {
  check(isRecord(scheme), 'authScheme must be { httpMethod, url, nonce }, or be left out');
  const method = scheme['httpMethod'];
  check(
    typeof method === 'string' && methods.includes(method),
    `authScheme.httpMethod must be one of ${methods.join(', ')}`,
  );
  check(
    typeof scheme['url'] === 'string' && URL.canParse(scheme['url']),
    'authScheme.url must be the absolute URL of the request that will carry the token',
  );
}

function checkFilter(filter: unknown): void {
  checkCallOptions(filter);
  check(isRecord(filter), 'the filter must be an object, or be left out');
  checkTexts(filter, ['username', 'homeAccountId']);
}

/** The decision depends on the tenant of an account alone. */
function checkTenant(account: unknown): void {
  check(
    account === undefined ||
      account === null ||
      (isRecord(account) && typeof account['tenantId'] === 'string'),
    'account must be one of getAccounts(), or of a result, or be left out',
  );
}

const idsOfAccount = ['homeAccountId', 'environment', 'tenantId', 'username', 'localAccountId'];

function checkAccount(account: unknown, clientId: string): void {
  check(
    isRecord(account) && idsOfAccount.every((field) => typeof account[field] === 'string'),
    `account must be one of getAccounts(), or of a result (${idsOfAccount.join(', ')} are needed)`,
  );
  const claims = account['idTokenClaims'];
  const audience = isRecord(claims) ? claims['aud'] : undefined;
  check(
    typeof audience !== 'string' || audience.toLowerCase() === clientId.toLowerCase(),
    'account belongs to another client: pass one that this app object gave out',
  );
}

// SPDX-License-Identifier: MIT
import { checkCallOptions, checkClientId } from './call-options.js';
import { check, isRecord, isText, isUrl } from './check.js';
import { checkExtraParameters } from './extra-parameters.js';
import { checkProofOfPossession } from './proof-of-possession.js';

const prompts = ['login', 'select_account', 'consent', 'create'];

function checkOptionalText(value: unknown, field: string): void {
  check(value === undefined || typeof value === 'string', `${field} must be a string`);
}

export function checkAuthority(authority: unknown): void {
  check(
    isUrl(authority, ['https:']) && isPlainAuthority(authority),
    'authority must be an https URL such as https://login.microsoftonline.com/common',
  );
}

function isPlainAuthority(authority: string): boolean {
  const { username, password, pathname } = new URL(authority);
  const [, tenant] = pathname.split('/');
  return authority === authority.trim() && `${username}${password}` === '' && isText(tenant);
}

export function checkScopes(scopes: unknown): void {
  check(Array.isArray(scopes) && scopes.length > 0, 'scopes must be a list of at least one scope');
  check(
    scopes.every((scope) => isText(scope) && !/\s/.test(scope)),
    'every element of scopes must be one scope: a string without blanks',
  );
}

function checkClaims(claims: unknown): void {
  if (claims === undefined) return;
  const problem = 'claims must be the text of a JSON object';
  check(typeof claims === 'string', problem);
  let parsed: unknown;
  try {
    parsed = JSON.parse(claims);
  } catch {
    // The text itself stays out of the error: it may hold secrets.
  }
  check(isRecord(parsed), problem);
}

export function checkRedirectUri(redirectUri: unknown): void {
  check(
    typeof redirectUri === 'string' && URL.canParse(redirectUri),
    'redirectUri must be the absolute URI that is registered for the broker; ' +
      'on Linux https://login.microsoftonline.com/common/oauth2/nativeclient',
  );
}

/** Fields that every request for tokens has. */
export function checkTokenRequest(request: unknown): void {
  checkCallOptions(request);
  check(isRecord(request), 'the request must be an object');
  checkClientId(request['clientId']);
  checkAuthority(request['authority']);
  checkScopes(request['scopes']);
  if (request['redirectUri'] !== undefined) checkRedirectUri(request['redirectUri']);
  checkClaims(request['claims']);
  checkOptionalText(request['accessTokenToRenew'], 'accessTokenToRenew');
  checkOptionalText(request['loginHint'], 'loginHint');
  checkProofOfPossession(request['proofOfPossession']);
  checkExtraParameters(request['extraParameters'], request['proofOfPossession'] !== undefined);
}

/** What comes on top where a window may open. The window handle has a check of its own. */
export function checkInteractiveOptions(request: unknown): void {
  check(isRecord(request), 'the request must be an object');
  checkRedirectUri(request['redirectUri']);
  checkOptionalText(request['domainHint'], 'domainHint');
  const prompt = request['prompt'];
  check(
    prompt === undefined || (typeof prompt === 'string' && prompts.includes(prompt)),
    `prompt must be one of ${prompts.join(', ')}, or be left out`,
  );
}

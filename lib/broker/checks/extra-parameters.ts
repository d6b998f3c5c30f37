// SPDX-License-Identifier: MIT
import { keyIdOfReqCnf } from '../../codecs/identity-broker/index.js';
import { refusedParameter } from '../../codecs/wam/index.js';
import { check, isRecord } from './check.js';

/**
 * Protocol parameters that the broker sets itself. Measured on Microsoft's runtime 0.20.7, which
 * refuses the same ones; it also refuses prompt and domain_hint, which real brokers honour.
 */
const disallowed = new Set([
  'client_id',
  'scope',
  'redirect_uri',
  'response_type',
  'response_mode',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'mkt',
  'username',
  'password',
  'grant_type',
  'refresh_token',
  'code',
  'code_verifier',
  'assertion',
  'client_assertion',
  'client_assertion_type',
  'client_info',
  'dc',
  'stk_jwk',
  'itver',
]);

/** Whether the broker sets a parameter of this name itself, however it is spelled. */
export function isProtocolParameter(name: string): boolean {
  return disallowed.has(name.toLowerCase());
}

/** Whether Microsoft's client refuses a parameter of this name on Windows, however it is spelled. */
export function isRefusedByWam(name: string): boolean {
  return refusedParameter({ [name]: '' }) !== undefined;
}

/** Whether a `req_cnf` parameter names a key. */
export function namesKey(reqCnf: string): boolean {
  return keyIdOfReqCnf(reqCnf) !== undefined;
}

export function checkExtraParameters(parameters: unknown, hasProofOfPossession: boolean): void {
  if (parameters === undefined) return;
  check(
    isPlain(parameters) && Object.values(parameters).every((value) => typeof value === 'string'),
    'extraParameters must be an object of strings',
  );
  for (const name of Object.keys(parameters)) checkName(name);
  const reqCnf = parameters['req_cnf'];
  if (typeof reqCnf !== 'string') return;
  check(
    !hasProofOfPossession,
    'give either proofOfPossession or extraParameters.req_cnf, not both',
  );
  check(namesKey(reqCnf), 'extraParameters.req_cnf must be base64url of {"kid": "…"}');
}

function checkName(name: string): void {
  check(
    !isProtocolParameter(name),
    `extraParameters must not contain ${name}: the broker sets it itself`,
  );
  check(
    name === 'req_cnf' || name.toLowerCase() !== 'req_cnf',
    'extraParameters knows req_cnf in lower case only',
  );
  check(
    !name.startsWith('MSALRuntime_'),
    'extraParameters must not contain MSALRuntime_ parameters; ' +
      'for a password there is acquireTokenByUsernamePassword()',
  );
}

/** A Map has no own fields: taken for an object, its parameters would be lost in silence. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.prototype.toString.call(value) === '[object Object]';
}

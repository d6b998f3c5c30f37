// SPDX-License-Identifier: MIT
import {
  isProtocolParameter,
  isRefusedByWam,
  namesKey,
} from '../broker/checks/extra-parameters.js';
import type { Platform } from '../broker/platform.js';
import type { ParameterValues } from './auth-parameters.js';
import { mistake } from './failure.js';

/** Broker takes these; the original does not, and only as they are spelled here. */
const disallowedAsSpelled = new Set(['prompt', 'domain_hint']);

/** Parameters for the runtime itself, of which a request carries none. */
const ownPrefix = 'MSALRuntime_';

/**
 * What goes along to the authorize endpoint.
 *
 * @throws RuntimeFailure for a name that is not allowed, and for a key that cannot be read.
 */
export function additionalParameters(
  values: ParameterValues,
  platform: Platform,
): Readonly<Record<string, string>> {
  // The original keeps them in this order: of several wrong ones it tells the first.
  const sorted = [...values.additional].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of sorted) {
    checkName(name, platform);
    if (name === 'req_cnf') checkKey(value, values.proof !== undefined);
  }
  // A parameter without a name is dropped by the original as well.
  const sent = sorted.filter(([name]) => name !== '' && !name.startsWith(ownPrefix));
  return Object.fromEntries(sent);
}

function checkName(name: string, platform: Platform): void {
  if (platform === 'win32' && isRefusedByWam(name)) {
    throw mistake('disallowedParameter', `: '${name}'`);
  }
  // The original looks for the first in small letters only; Broker sends them in none.
  if (isProtocolParameter(name) || disallowedAsSpelled.has(name)) {
    throw mistake('disallowedParameter', `: '${name}'`);
  }
  if (name !== 'req_cnf' && name.toLowerCase() === 'req_cnf') throw mistake('keyInUpperCase');
}

function checkKey(reqCnf: string, hasProof: boolean): void {
  if (hasProof) throw mistake('twoProofs');
  if (!namesKey(reqCnf)) throw mistake('keyWithoutId');
}

/** Whether a silent sign-in with these parameters is one by password. */
export function hasPassword(values: ParameterValues): boolean {
  return values.additional.has(`${ownPrefix}Password`);
}

/** A user name and password, with which a silent sign-in asks for that user's tokens. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * The credentials among the parameters; undefined without a password. Only a silent sign-in uses
 * them: elsewhere the original sends the password to a broker that was not asked to use it.
 *
 * @throws RuntimeFailure if one of the two is empty.
 */
export function credentialsOf(values: ParameterValues): Credentials | undefined {
  const password = values.additional.get(`${ownPrefix}Password`);
  if (password === undefined) return undefined;
  const username = values.additional.get(`${ownPrefix}Username`) ?? '';
  if (username.trim() === '') throw mistake('noUsername');
  if (password === '') throw mistake('noPassword');
  return { username, password };
}

// SPDX-License-Identifier: MIT
import { check, isRecord } from '../broker/checks/check.js';

/**
 * A claims request or challenge together with the client's capabilities, in the form that msal-node
 * sends for its own flows. Undefined where there is neither.
 *
 * @throws RequestProblem if `claims` is no JSON object.
 */
export function mergeClaims(
  claims: string | undefined,
  capabilities: readonly string[] = [],
): string | undefined {
  const given = claims === undefined || claims === '' ? undefined : parse(claims);
  if (capabilities.length === 0) return given === undefined ? undefined : claims;
  const access = given?.['access_token'];
  const access_token = {
    ...(isRecord(access) ? access : {}),
    xms_cc: { values: [...capabilities] },
  };
  return JSON.stringify({ ...given, access_token });
}

function parse(claims: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(claims);
  } catch {
    // The text itself stays out of the error: it may hold secrets.
  }
  check(isRecord(parsed), 'claims must be the text of a JSON object');
  return parsed;
}

// SPDX-License-Identifier: MIT
import { isGuid } from '../broker/checks/check.js';

const zeros = '00000000-0000-0000-0000-000000000000';

/**
 * What goes to the broker: the caller's id in small letters, without blanks and braces around it, or
 * zeros for one that is no GUID, as the original.
 */
export function correlationIdOf(given: string): string {
  const bare = given.trim().replace(/^\{(.*)\}$/, '$1');
  return isGuid(bare) ? bare.toLowerCase() : zeros;
}

// SPDX-License-Identifier: MIT
/** Whether a text is there; callers of msal mean the same by null, an empty text and nothing. */
export function isGiven(value: string | null | undefined): value is string {
  return !isMissing(value) && value !== '';
}

/** Whether a field is left out; JavaScript callers write null for it as well. */
export function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

// SPDX-License-Identifier: MIT

/**
 * Fields of requests that msal-node does not know, or refuses where there is no broker: it throws
 * at a redirectUri, which is the broker's.
 */
const names = [
  'authScheme',
  'onBeforeUserInterface',
  'openBrowser',
  'parentWindowHandle',
  'redirectUri',
  'signal',
  'timeoutMs',
] as const;
const ours = new Set<string>(names);

/** The request as msal-node takes it; new, since msal-node writes into it. */
export function msalFields<R extends object>(
  request: R,
  correlationId: string,
): Omit<R, (typeof names)[number] | 'correlationId'> & { correlationId: string } {
  const own = Object.entries(request).filter(([field]) => !ours.has(field));
  return { ...Object.fromEntries(own), correlationId } as Omit<
    R,
    (typeof names)[number] | 'correlationId'
  > & { correlationId: string };
}

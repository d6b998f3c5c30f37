// SPDX-License-Identifier: MIT

export type Claims = Readonly<Record<string, unknown>>;

/** Claims of a JWT, its signature unchecked. */
export function claimsOf(token: string | undefined): Claims {
  const payload = token?.split('.')[1] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}

/** The claims but for those that two tokens for the same thing never have in common. */
export function lastingClaimsOf(token: string | undefined): Claims {
  const { at, ...claims } = claimsOf(token);
  const ofOneToken = ['iat', 'nbf', 'exp', 'uti', 'ts'];
  const lasting = Object.entries(claims).filter(([name]) => !ofOneToken.includes(name));
  return {
    ...Object.fromEntries(lasting),
    // The token within a signed HTTP request.
    ...(typeof at === 'string' ? { at: lastingClaimsOf(at) } : {}),
  };
}

// SPDX-License-Identifier: MIT

const mailAddress = /[^\s"'<>()[\],;:=\\]+@[^\s"'<>()[\],;:=\\]+/g;
const jsonWebToken = /\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g;
const opaqueToken = /[\w+/.~-]{60,}={0,2}/g;

/** Shorter values would mask half of the text, and say nothing about a person. */
const shortestKnown = 3;

/**
 * Text without user names and tokens: the values that are known to be secret in this call, and
 * whatever looks like a mail address or a token.
 */
export function maskPersonalData(text: string, known: readonly string[]): string {
  let masked = text;
  // Longest first, so that a value that holds another is not left in pieces.
  for (const secret of [...known].sort((a, b) => b.length - a.length)) {
    if (secret.length >= shortestKnown) masked = replaceIgnoringCase(masked, secret);
  }
  return masked
    .replace(jsonWebToken, '(token)')
    .replace(mailAddress, '(pii)')
    .replace(opaqueToken, '(token)');
}

function replaceIgnoringCase(text: string, secret: string): string {
  const pattern = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(pattern, 'gi'), '(pii)');
}

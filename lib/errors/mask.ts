// SPDX-License-Identifier: MIT

// Whole words, which are then searched for an @: one pattern for both would try every start of a
// long word without one, and the text is the broker's.
const word = /[^\s"'<>()[\],;:=\\]+/g;
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
  const forms = known.filter(({ length }) => length >= shortestKnown).flatMap(formsOf);
  // Longest first, so that a value that holds another is not left in pieces.
  for (const secret of [...new Set(forms)].sort((a, b) => b.length - a.length)) {
    masked = replaceIgnoringCase(masked, secret);
  }
  return masked
    .replace(jsonWebToken, '(token)')
    .replace(word, (found) => (isMailAddress(found) ? '(pii)' : found))
    .replace(opaqueToken, '(token)');
}

/** How a value stands in plain text, in a URL, in a form, in JSON, and in JSON within JSON. */
function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(Buffer.from(secret).toString()), // which throws at half a character
    new URLSearchParams({ '': secret }).toString().slice(1),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
  ];
}

/** In URLs the @ is written %40, and %2540 where one URL holds another. */
function isMailAddress(text: string): boolean {
  return /.(@|%(25)*40)./.test(text);
}

function replaceIgnoringCase(text: string, secret: string): string {
  const pattern = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(pattern, 'gi'), '(pii)');
}

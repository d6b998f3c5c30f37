// SPDX-License-Identifier: MIT

// Whole words, which are then looked at: one pattern for a mail address would try every start of a
// long word without an @, and the text is the broker's.
const word = /[^\s"'<>()[\],;:=\\]+/g;
const jsonWebToken = /\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g;
const opaqueToken = /[\w+/.~-]{60,}={0,2}/g;

/** Shorter values are looked for as whole words: within other words they say nothing. */
const shortestPart = 3;

/** What is longer is cut before it is masked: patterns take their time, and their stack. */
const longestText = 65_536;

/**
 * Text without user names and tokens: the values that are known to be secret in this call, and
 * whatever looks like a mail address or a token.
 */
export function maskPersonalData(text: string, known: readonly string[]): string {
  const words = new Set(known.flatMap(wordsOf));
  const forms = known.filter(({ length }) => length >= shortestPart).flatMap(formsOf);
  let masked = cut(text);
  // Longest first, so that a value that holds another is not left in pieces.
  for (const secret of [...new Set(forms)].sort((a, b) => b.length - a.length)) {
    masked = replaceIgnoringCase(masked, secret);
  }
  return masked
    .replace(jsonWebToken, '(token)')
    .replace(word, (found) =>
      isMailAddress(found) || words.has(withoutStops(found).toLowerCase()) ? '(pii)' : found,
    )
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

/** A secret as one word, and what stands before the @ of a user name. */
function wordsOf(secret: string): readonly string[] {
  const at = secret.indexOf('@');
  const whole = secret.toLowerCase();
  return at > 0 ? [whole, whole.slice(0, at)] : [whole];
}

/** Cut behind a word: half of a secret would not be known any more. */
function cut(text: string): string {
  if (text.length <= longestText) return text;
  const head = text.slice(0, longestText);
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), 0))} …`;
}

function withoutStops(found: string): string {
  return found.replace(/[.!?]$/, '');
}

/** In URLs the @ is written %40, and %2540 where one URL holds another. */
function isMailAddress(text: string): boolean {
  return /.(@|%(25)*40)./.test(text);
}

/** By plain search: a pattern made of a long secret may be refused, in an error that quotes it. */
function replaceIgnoringCase(text: string, secret: string): string {
  const [haystack, needle] = [text.toLowerCase(), secret.toLowerCase()];
  // A few letters change their length; then positions in the one are not those in the other.
  if (haystack.length !== text.length || needle.length !== secret.length) {
    return text.replaceAll(secret, '(pii)');
  }
  const pieces: string[] = [];
  let from = 0;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, from)) {
    pieces.push(text.slice(from, at));
    from = at + needle.length;
  }
  return [...pieces, text.slice(from)].join('(pii)');
}

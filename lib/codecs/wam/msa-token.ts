// SPDX-License-Identifier: MIT
import { protocolFault, type Decoded } from '../identity-broker/faults.js';

/** Real ones have eight pairs; whoever sends thousands wants something else. */
const mostPairs = 64;

/**
 * The pairs in a token of the plug-in for personal accounts: `access_token=…&id_token=…&…`. Names
 * count in lower case. A plus sign stands for itself: those tokens are not encoded as forms.
 */
export function decodePairs(token: string): Decoded<ReadonlyMap<string, string>> {
  if (token === '') return fault('is empty');
  const texts = token.split('&', mostPairs + 1);
  if (texts.length > mostPairs) return fault('has too many parts');
  const pairs = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0)).toLowerCase();
    if (name === '') return fault('has a part that is no pair of name and value');
    if (pairs.has(name)) return fault('says the same name twice');
    const value = percentDecoded(text.slice(equals + 1));
    if (value === undefined) return fault('has a value with a broken percent escape');
    pairs.set(name, value);
  }
  return { ok: true, value: pairs };
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function fault(what: string): ReturnType<typeof protocolFault> {
  return protocolFault('', `the token of the personal account in the token reply ${what}`);
}

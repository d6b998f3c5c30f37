// SPDX-License-Identifier: MIT
// Reads what was typed, at the command line or at a question. Each says what it takes otherwise.

import { isGuid, isRecord, isUrl } from '../broker/checks/check.js';

export const flowNames = [
  'accounts',
  'silent',
  'interactive',
  'device-code',
  'username-password',
  'remove-account',
] as const;
/** What can be tried. */
export type FlowName = (typeof flowNames)[number];

export const promptNames = ['none', 'login', 'select_account', 'consent', 'create'] as const;
export type PromptName = (typeof promptNames)[number];

/** From least to most, by msal's numbers less one. */
export const logLevels = ['none', 'error', 'warning', 'info', 'verbose', 'trace'] as const;
export type LogLevelName = (typeof logLevels)[number];

export const defaultAuthority = 'https://login.microsoftonline.com/common';

/** One HTTP request that a token is to be bound to. */
export interface BoundRequest {
  readonly httpMethod: string;
  readonly url: string;
}

/** What was typed makes no sense here; the message goes on after the name of what was asked for. */
export class WrongValue extends Error {}

export const readFlow = oneOf(flowNames);
export const readPrompt = oneOf(promptNames);
export const readLogLevel = oneOf(logLevels);

/** @throws WrongValue */
export function readClientId(text: string): string {
  demand(isGuid(text), 'takes the application (client) id, a GUID');
  return text;
}

/** @throws WrongValue */
export function readAuthority(text: string): string {
  demand(isUrl(text, ['https:']), 'takes an https URL');
  return text;
}

/** @throws WrongValue */
export function readText(text: string): string {
  demand(text.trim() !== '', 'must not be empty');
  return text;
}

/** Scopes apart by blanks or commas. @throws WrongValue */
export function readScopes(text: string): readonly string[] {
  const scopes = text.split(/[\s,]+/).filter((scope) => scope !== '');
  demand(scopes.length > 0, 'takes at least one scope');
  return scopes;
}

/** @throws WrongValue */
export function readClaims(text: string): string {
  demand(isRecord(parseJson(text)), 'takes a JSON object');
  return text;
}

/** @throws WrongValue */
export function readBoundRequest(text: string): BoundRequest {
  const [httpMethod = '', url = '', ...rest] = text.trim().split(/\s+/);
  demand(
    /^[A-Z]+$/.test(httpMethod) && isUrl(url, ['https:', 'http:']) && rest.length === 0,
    "takes a method and a URL, such as 'GET https://graph.microsoft.com/v1.0/me'",
  );
  return { httpMethod, url };
}

/** @throws WrongValue */
export function readSeconds(text: string): number {
  const seconds = Number(text);
  demand(text.trim() !== '' && seconds > 0 && seconds < 1e6, 'takes a number of seconds');
  return seconds * 1000;
}

/** Decimal, or hexadecimal with 0x, as tools print them. @throws WrongValue */
export function readWindowHandle(text: string): bigint {
  demand(/^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text), 'takes the number of a window');
  return BigInt(text);
}

function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found === undefined) throw new WrongValue(`takes one of ${names.join(', ')}`);
    return found;
  };
}

function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new WrongValue(problem);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

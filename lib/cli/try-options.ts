// SPDX-License-Identifier: MIT
import { parseArgs } from 'node:util';

import { tryUsage } from './try-usage.js';
import {
  readAuthority,
  readBoundRequest,
  readClaims,
  readClientId,
  readFlow,
  readLogLevel,
  readPrompt,
  readScopes,
  readSeconds,
  readText,
  readWindowHandle,
  WrongValue,
  type BoundRequest,
  type FlowName,
  type LogLevelName,
  type PromptName,
} from './try-values.js';
import { UsageError } from './usage.js';

const flag = { type: 'boolean' } as const;
const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

/** What was given at the command line, each checked; undefined where it was not. */
export interface TryOptions {
  readonly flows: readonly FlowName[];
  readonly account: string | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly prompt: PromptName | undefined;
  readonly loginHint: string | undefined;
  readonly username: string | undefined;
  readonly passwordFromInput: boolean;
  readonly claims: string | undefined;
  readonly boundRequest: BoundRequest | undefined;
  readonly nonce: string | undefined;
  readonly forceRefresh: boolean;
  readonly timeoutMs: number | undefined;
  readonly clientId: string | undefined;
  readonly authority: string | undefined;
  readonly isOidc: boolean;
  readonly knownAuthorities: readonly string[];
  readonly optsIn: boolean;
  readonly isStrict: boolean;
  readonly msaPassthrough: boolean;
  readonly windowHandle: bigint | undefined;
  readonly log: LogLevelName;
  readonly pii: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws UsageError */
export function readTryOptions(args: readonly string[]): TryOptions {
  const given = parse(args);
  return {
    flows: each('--flow', given.flow, readFlow) ?? [],
    account: optional('--account', given.account, readText),
    scopes: each('--scope', given.scope, readScopes)?.flat(),
    prompt: optional('--prompt', given.prompt, readPrompt),
    loginHint: optional('--login-hint', given['login-hint'], readText),
    username: optional('--username', given.username, readText),
    passwordFromInput: given['password-stdin'] === true,
    claims: optional('--claims', given.claims, readClaims),
    boundRequest: optional('--pop', given.pop, readBoundRequest),
    nonce: optional('--pop-nonce', given['pop-nonce'], readText),
    forceRefresh: given['force-refresh'] === true,
    timeoutMs: optional('--timeout', given.timeout, readSeconds),
    clientId: optional('--client-id', given['client-id'], readClientId),
    authority: optional('--authority', given.authority, readAuthority),
    isOidc: given.oidc === true,
    knownAuthorities: each('--known-authority', given['known-authority'], readText) ?? [],
    optsIn: given['no-broker'] !== true,
    isStrict: given.strict === true,
    msaPassthrough: given['msa-passthrough'] === true,
    windowHandle: optional('--window-handle', given['window-handle'], readWindowHandle),
    log: optional('--log', given.log, readLogLevel) ?? 'verbose',
    pii: given.pii === true,
    json: given.json === true,
    help: given.help === true,
  };
}

function parse(args: readonly string[]) {
  if (args.some((arg) => /^--password(=|$)/.test(arg))) {
    throw new UsageError(
      'a password is no option, since other users see command lines; use --password-stdin',
      tryUsage,
    );
  }
  try {
    return parseArgs({
      args: [...args],
      options: {
        flow: texts,
        account: text,
        scope: texts,
        prompt: text,
        'login-hint': text,
        username: text,
        'password-stdin': flag,
        claims: text,
        pop: text,
        'pop-nonce': text,
        'force-refresh': flag,
        timeout: text,
        'client-id': text,
        authority: text,
        oidc: flag,
        'known-authority': texts,
        'no-broker': flag,
        strict: flag,
        'msa-passthrough': flag,
        'window-handle': text,
        log: text,
        pii: flag,
        json: flag,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), tryUsage);
  }
}

function optional<T>(
  name: string,
  value: string | undefined,
  read: (value: string) => T,
): T | undefined {
  if (value === undefined) return undefined;
  try {
    return read(value);
  } catch (error) {
    if (error instanceof WrongValue) throw new UsageError(`${name} ${error.message}`, tryUsage);
    throw error;
  }
}

function each<T>(
  name: string,
  values: readonly string[] | undefined,
  read: (value: string) => T,
): readonly T[] | undefined {
  return values?.flatMap((value) => optional(name, value, read) ?? []);
}

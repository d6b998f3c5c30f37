// SPDX-License-Identifier: MIT
import { CONSOLE_WINDOW_HANDLE } from '../broker/console-window-handle.js';
import type { PublicClientApplication, UsernamePasswordRequest } from '../client/index.js';
import { interruptible } from './interruptible.js';
import { chooseAccount } from './try-account.js';
import type { Answers } from './try-answers.js';
import type { TryOptions } from './try-options.js';
import { accountShown, tokenShown, type Shown, type TokenFacts } from './try-shown.js';
import {
  promptNames,
  readBoundRequest,
  readClaims,
  readPrompt,
  readScopes,
  readText,
  type FlowName,
} from './try-values.js';

/** What a flow works with. */
export interface FlowTools {
  readonly app: PublicClientApplication;
  readonly options: TryOptions;
  readonly answers: Answers;
  /** Tells the person what to do while the call runs. */
  readonly tell: (message: string) => void;
}

const promptQuestion = `Prompt (${promptNames.join(', ')})`;

/** Each asks for what it needs, makes its call, and gives what to show of the result. */
export const flows: Readonly<Record<FlowName, (tools: FlowTools) => Promise<Shown>>> = {
  accounts: async ({ app }) => {
    const accounts = await interruptible((signal) => app.getAccounts({ signal }));
    return { count: accounts.length, accounts: accounts.map(accountShown) };
  },

  silent: async (tools) => {
    const { forceRefresh } = tools.options;
    const account = await chooseAccount(tools);
    const request = { ...(await boundTokenRequest(tools)), account, forceRefresh };
    return acquire((signal) => tools.app.acquireTokenSilentWithError({ ...request, signal }));
  },

  interactive: async (tools) => {
    const { options, answers, app } = tools;
    const request = given({
      ...(await boundTokenRequest(tools)),
      prompt: await answers.optional(promptQuestion, options.prompt, readPrompt),
      loginHint: await answers.optional('Login hint', options.loginHint, readText),
      parentWindowHandle: options.windowHandle ?? CONSOLE_WINDOW_HANDLE,
    });
    return acquire((signal) => app.acquireTokenInteractive({ ...request, signal }));
  },

  'device-code': async (tools) => {
    const request = {
      ...(await tokenRequest(tools)),
      deviceCodeCallback: (code: DeviceCode) => tools.tell(instructionOf(code)),
    };
    return acquire((signal) => tools.app.acquireTokenByDeviceCode({ ...request, signal }));
  },

  'username-password': async (tools) => {
    const { options, answers } = tools;
    const app: PasswordFlow = tools.app;
    const username = await answers.required('--username', 'User name', options.username, readText);
    const bound = await boundTokenRequest(tools);
    const request = { ...bound, username, password: await answers.password() };
    return acquire((signal) => app.acquireTokenByUsernamePassword({ ...request, signal }));
  },

  'remove-account': async (tools) => {
    const account = await chooseAccount(tools);
    await interruptible((signal) => tools.app.removeAccount(account, { signal }));
    return { removed: account.username };
  },
};

/** The deprecated method without its mark: whether to use it is for the one to say who tries it. */
interface PasswordFlow {
  readonly acquireTokenByUsernamePassword: (
    request: UsernamePasswordRequest,
  ) => Promise<TokenFacts>;
}

async function acquire(call: (signal: AbortSignal) => Promise<TokenFacts | null>): Promise<Shown> {
  const token = await interruptible(call);
  return token === null ? { token: 'none' } : tokenShown(token);
}

async function tokenRequest({ options, answers }: FlowTools) {
  const scopes = await answers.withDefault('Scopes', options.scopes, 'User.Read', readScopes);
  const claims = await answers.optional('Claims as JSON', options.claims, readClaims);
  return given({ scopes: [...scopes], claims, timeoutMs: options.timeoutMs });
}

/** For the flows in which the broker can bind the token to one HTTP request. */
async function boundTokenRequest(tools: FlowTools) {
  const { options, answers } = tools;
  const request = await tokenRequest(tools);
  const question = 'Proof of possession for METHOD URL';
  const bound = await answers.optional(question, options.boundRequest, readBoundRequest);
  const authScheme = bound && { ...bound, ...given({ nonce: options.nonce }) };
  return { ...request, ...given({ authScheme }) };
}

interface DeviceCode {
  readonly message?: string;
  readonly verificationUri: string;
  readonly userCode: string;
}

/** In the identity provider's words; other providers give none. */
function instructionOf({ message, verificationUri, userCode }: DeviceCode): string {
  return message ?? `Open ${verificationUri} and enter the code ${userCode}`;
}

/** Fields that may be undefined become fields that may be left out. */
type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function given<T extends object>(fields: T): Given<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Given<T>;
}

// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import type { Channel, ChannelCall, ChannelReply } from '../../../lib/channels/channel.js';
import type { Simulator } from '../../../simulator/src/index.js';

export const clientId = '5e7b1c52-9f0e-4c5b-8a52-7d1c3d0e1f22';
export const otherClientId = '93d4be0f-5d0c-4b4c-a30b-1f3b7b7b6a11';
export const redirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
export const ada = 'ada@contoso.example';
export const grace = 'grace@fabrikam.example';

type Json = Readonly<Record<string, unknown>>;

export function invocation(method: string, body: unknown, more: object = {}): ChannelCall {
  return {
    verb: 'invoke',
    method,
    protocolVersion: '0.0',
    correlationId: randomUUID(),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    timeoutMs: 5000,
    ...more,
  };
}

export function startCall(channel: Channel, call: ChannelCall): Promise<ChannelReply> {
  return new Promise((resolve) => channel.start(call, resolve));
}

/** The reply's JSON; fails the test if there is none. */
export async function ask(simulator: Simulator, method: string, body: unknown): Promise<Json> {
  const reply = await askRaw(simulator, method, body);
  if (!reply.ok) throw new Error(`${method} failed: ${reply.failure.code} ${reply.failure.name}`);
  return JSON.parse(reply.body) as Json;
}

export function askRaw(simulator: Simulator, method: string, body: unknown): Promise<ChannelReply> {
  return startCall(simulator.channel(), invocation(method, body));
}

/** A token request of our client for ada, without a window. */
export function tokenRequest(simulator: Simulator, changes: object = {}): Json {
  return {
    authParameters: {
      accessTokenToRenew: '',
      account: simulator.accounts.find(({ username }) => username === ada)?.wire ?? null,
      additionalQueryParametersForAuthorization: {},
      authority: 'https://login.microsoftonline.com/common',
      authorizationType: 1,
      clientId,
      decodedClaims: '',
      password: '',
      popParams: null,
      redirectUri,
      requestedScopes: ['User.Read'],
      username: '',
      ...changes,
    },
  };
}

export interface TokenReply {
  readonly accessToken: string;
  readonly accessTokenType: number;
  readonly account: Json;
  readonly clientInfo: string;
  readonly expiresOn: number;
  readonly extendedExpiresOn: number;
  readonly grantedScopes: string;
  readonly idToken: string;
}

export async function askToken(
  simulator: Simulator,
  changes: object = {},
  method = 'acquireTokenSilently',
): Promise<TokenReply> {
  const reply = await ask(simulator, method, tokenRequest(simulator, changes));
  const token = reply['brokerTokenResponse'] as TokenReply & { readonly error?: unknown };
  if (token.error !== undefined) throw new Error(`error reply: ${JSON.stringify(token.error)}`);
  return token;
}

export interface ErrorReply {
  readonly status: number;
  readonly errorCode: number;
  readonly tag: number;
  readonly context: string;
}

export async function askTokenError(
  simulator: Simulator,
  changes: object = {},
  method = 'acquireTokenSilently',
): Promise<ErrorReply> {
  const reply = await ask(simulator, method, tokenRequest(simulator, changes));
  const { error } = reply['brokerTokenResponse'] as { readonly error?: ErrorReply };
  if (error === undefined) throw new Error('expected an error, got a token');
  return error;
}

export function claimsOf(jwt: string): Json {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Json;
}

export function headerOf(jwt: string): Json {
  return JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as Json;
}

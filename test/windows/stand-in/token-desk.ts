// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import type { Channel, ChannelReply } from 'entra-broker';
import type { SimulatedAccount, Simulator } from 'entra-broker-simulator';
import { endingOf, tokenStatus } from './provider-errors.js';
import { kindServedBy, type WebAccounts } from './web-accounts.js';
import type { Fields, WamRequest } from './wire.js';

/** No call of a test lasts longer. */
const patienceMs = 600_000;

/** Seconds between the epochs of Windows (1601) and Unix. */
const windowsEpoch = 11_644_473_600;

const callFailed = 0x800706be;
const unexpected = 0x8000ffff;

/** What the simulator answered to a token request. */
interface BrokerTokenResponse {
  readonly accessToken: string;
  readonly accessTokenType: number;
  readonly account: { readonly username: string };
  readonly clientInfo: string;
  /** Milliseconds since the epoch. */
  readonly expiresOn: number;
  readonly grantedScopes: string;
  readonly idToken: string;
  readonly error?: {
    readonly status: number;
    readonly errorCode?: number;
    readonly context: string;
  };
}

/** A request on its way; `close` does what closing the window would. */
export interface Asked {
  readonly answer: Promise<Fields>;
  readonly close: () => void;
}

/** Token requests: turns them into those of the simulator, whose rules and policies decide. */
export class TokenDesk {
  private readonly channel: Channel;
  private lastInvalidated = '';

  constructor(
    private readonly simulator: Simulator,
    private readonly accounts: WebAccounts,
  ) {
    this.channel = simulator.channel();
  }

  /** InvalidateCacheAsync: the next request gets another token. */
  invalidate(token: string): void {
    this.lastInvalidated = token;
  }

  ask(request: WamRequest, webAccountId: string | null, interactive: boolean): Asked {
    const correlationId = request.CorrelationId || randomUUID();
    const method = interactive ? 'acquireTokenInteractively' : 'acquireTokenSilently';
    const body = { authParameters: this.parametersOf(request, webAccountId, interactive) };
    const answer = this.invoke(method, correlationId, body).then((reply) =>
      this.answerOf(reply, request),
    );
    return { answer, close: () => this.refuse(correlationId) };
  }

  /** What stands against listing a client's accounts. */
  async accountsError(clientId: string): Promise<Fields | undefined> {
    const reply = await this.invoke('getAccounts', randomUUID(), { clientId: clientId || 'all' });
    if (!reply.ok) return { code: callFailed, message: '' };
    const { error } = accountsIn(reply.body);
    if (error === undefined) return undefined;
    const { code } = endingOf(error.status, error.errorCode ?? 0, 'aad');
    return { code, message: error.context };
  }

  /** Asks the simulator in its own words. */
  invoke(method: string, correlationId: string, body: object): Promise<ChannelReply> {
    return new Promise((resolve) => {
      const call = {
        verb: 'invoke',
        method,
        protocolVersion: '0.0',
        timeoutMs: patienceMs,
      } as const;
      const id = this.channel.start(
        { ...call, correlationId, body: JSON.stringify(body) },
        resolve,
      );
      this.channel.unref(id);
    });
  }

  close(): void {
    this.channel.close();
  }

  private refuse(correlationId: string): void {
    const window = this.simulator.pendingInteractions.find(
      (interaction) => interaction.correlationId === correlationId,
    );
    if (window !== undefined) this.simulator.answerInteractive('refuse', window.id);
  }

  private parametersOf(
    request: WamRequest,
    webAccountId: string | null,
    interactive: boolean,
  ): object {
    const { Properties, AppProperties, clientId, provider } = request;
    const account = webAccountId === null ? undefined : this.accounts.byWebAccountId(webAccountId);
    const password = Properties['Password'];
    const signed = Properties['token_type'] === 'shr';
    return {
      clientId,
      authority: authorityUrl(provider.authority),
      authorizationType: interactive ? 6 : password === undefined ? 1 : 3,
      requestedScopes: request.scope.split(' ').filter((scope) => !reservedScopes.has(scope)),
      ...(account === undefined ? {} : { account: { homeAccountId: account.homeAccountId } }),
      username: Properties['Username'] ?? this.expectedUser(request, account, interactive),
      ...(password === undefined ? {} : { password }),
      // Never sent to Windows, which makes it of the client id.
      redirectUri: `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`,
      decodedClaims: Properties['claims'] ?? '',
      accessTokenToRenew: this.lastInvalidated,
      ...(signed ? { popParams: signedRequest(AppProperties) } : {}),
      additionalQueryParametersForAuthorization: { prompt: Properties['prompt'] ?? '' },
    };
  }

  /** Whom a request is about that names no account; a user who does not exist if there is none. */
  private expectedUser(
    request: WamRequest,
    account: SimulatedAccount | undefined,
    interactive: boolean,
  ): string {
    if (account !== undefined) return account.username;
    const kind = kindServedBy(request.provider);
    const hint = request.Properties['LoginHint'];
    if (hint !== undefined) return hint;
    const [first] = this.accounts.visibleTo(request.clientId, kind);
    const offered = first ?? (interactive ? this.accounts.firstOf(kind) : undefined);
    return offered?.username ?? 'nobody';
  }

  private answerOf(reply: ChannelReply, request: WamRequest): Fields {
    if (!reply.ok) return { outcome: 'failed', failure: callFailed };
    const response = responseIn(reply.body);
    if (response === undefined) return { outcome: 'failed', failure: unexpected };
    if (response.error !== undefined) return errorAnswer(response.error, request);
    return {
      outcome: 'completed',
      status: tokenStatus.success,
      response: this.good(response, request),
    };
  }

  private good(response: BrokerTokenResponse, request: WamRequest): Fields {
    const owner = this.accounts.byUsername(response.account.username);
    const account = owner && this.accounts.fieldsOf(owner, request.provider);
    if (kindServedBy(request.provider) === 'msa') {
      return { token: personalToken(response), account };
    }
    const signed = response.accessTokenType === 1;
    return {
      token: signed ? tokenIn(response.accessToken) : response.accessToken,
      account,
      property: {
        TokenExpiresOn: Math.floor(response.expiresOn / 1000) + windowsEpoch,
        wamcompat_id_token: response.idToken,
        wamcompat_client_info: response.clientInfo,
        wamcompat_scopes: grantedOf(response, request).join(' '),
        Authority: authorityUrl(request.provider.authority),
        ...(signed ? { shr: response.accessToken } : {}),
      },
    };
  }
}

const reservedScopes = new Set(['openid', 'profile', 'offline_access', '']);

/** What was asked for, less what the simulator declined. */
function grantedOf(response: BrokerTokenResponse, request: WamRequest): readonly string[] {
  const granted = new Set(response.grantedScopes.split(' '));
  return request.scope
    .split(' ')
    .filter((scope) => granted.has(scope) || reservedScopes.has(scope));
}

function errorAnswer(
  error: NonNullable<BrokerTokenResponse['error']>,
  request: WamRequest,
): Fields {
  const kind = kindServedBy(request.provider);
  const { status, code } = endingOf(error.status, error.errorCode ?? 0, kind);
  // After UserCancel there is no error object.
  const details =
    status === tokenStatus.userCancel ? {} : { error: { code, message: error.context } };
  return { outcome: 'completed', status, ...details };
}

function responseIn(body: string): BrokerTokenResponse | undefined {
  try {
    const reply = JSON.parse(body) as { readonly brokerTokenResponse?: BrokerTokenResponse };
    return reply.brokerTokenResponse;
  } catch {
    return undefined;
  }
}

/** What cannot be read is an error as well. */
function accountsIn(body: string): Pick<BrokerTokenResponse, 'error'> {
  try {
    return JSON.parse(body) as Pick<BrokerTokenResponse, 'error'>;
  } catch {
    return { error: { status: 0, errorCode: unexpected, context: '' } };
  }
}

/** `organizations`, `consumers` and bare tenants are those of the public cloud. */
function authorityUrl(authority: string): string {
  return URL.canParse(authority) ? authority : `https://login.microsoftonline.com/${authority}`;
}

function signedRequest(properties: Readonly<Record<string, string>>): object {
  return {
    httpMethod: properties['shr_method'] ?? '',
    uriHost: properties['shr_u'] ?? '',
    uriPath: properties['shr_p'] ?? '',
    nonce: properties['shr_nonce'] ?? '',
  };
}

/** The access token within a signed HTTP request. */
function tokenIn(signedHttpRequest: string): string {
  const [, payload = ''] = signedHttpRequest.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { at: string }).at;
}

/** The answer for personal accounts: pairs in the place of the token, and no properties. */
function personalToken(response: BrokerTokenResponse): string {
  const scopes = response.grantedScopes.split(' ').filter((scope) => !reservedScopes.has(scope));
  const pairs = {
    access_token: response.accessToken,
    token_type: 'bearer',
    scope: scopes.join(' '),
    expires_in: String(Math.round((response.expiresOn - Date.now()) / 1000)),
    id_token: response.idToken,
    client_info: response.clientInfo,
  };
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

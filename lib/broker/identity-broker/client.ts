// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import type { Channel, ChannelCall, ChannelReply } from '../../channels/channel.js';
import * as codec from '../../codecs/identity-broker/index.js';
import { BrokerError } from '../../errors/broker-error.js';
import type { BrokerErrorCode } from '../../errors/table.js';
import type { CallScope } from '../call-scope.js';
import type { DialectOptions } from '../dialect-options.js';
import { exchange } from '../exchange.js';
import { errorOfFailure, errorOfFault } from '../failures.js';
import { InteractionSlot } from './interaction-slot.js';
import type {
  Account,
  PrtSsoCookie,
  PrtSsoCookieRequest,
  SignedHttpRequestRequest,
  SignOutRequest,
  TokenRequest,
  TokenResult,
} from '../types.js';

/** One leg of an operation that brings tokens. */
export interface TokenLeg {
  readonly kind: 'silent' | 'interactive' | 'usernamePassword';
  readonly request: TokenRequest;
  /** Whose tokens; null leaves the choice to the broker. */
  readonly account: Account | null;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Whether it belongs to one of the sign-in operations, which keep `common`. */
  readonly signIn: boolean;
  /** Id of an X11 window, or what stands for none. */
  readonly window?: bigint | undefined;
  readonly prompt?: string | undefined;
  readonly domainHint?: string | undefined;
}

/** What a broker without a version answers: it lacks the method, or the answer lacks the field. */
const tellsNoVersion = new Set<BrokerErrorCode>(['not_supported', 'broker_protocol_error']);

type InvokeCall = Extract<ChannelCall, { verb: 'invoke' }>;

/**
 * A conversation with the broker of Linux and WSL: says each question in the identity-broker
 * codec, sends it through the channel and turns the answer into a value or a BrokerError.
 */
export class IdentityBrokerClient {
  readonly #channel: Channel;
  readonly #options: DialectOptions;
  readonly #slot: InteractionSlot;

  constructor(channel: Channel, options: DialectOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#slot = new InteractionSlot(channel, {
      ...codec.cancelInteractiveFlow(),
      protocolVersion: codec.protocolVersion,
    });
  }

  get reading(): codec.ReplyReading {
    return this.#options.reading;
  }

  /** Resolves when the broker has been told of every flow that was given up. */
  get settled(): Promise<void> {
    return this.#slot.settled;
  }

  async accounts(scope: CallScope, clientId: string): Promise<readonly Account[]> {
    const body = await this.#ask(scope, codec.getAccounts({ clientId }));
    return this.#valueOf(scope, codec.decodeAccounts(body));
  }

  /** @throws BrokerError `not_supported` for a call that the broker does not serve. */
  requireEligible(scope: CallScope, question: codec.EligibilityQuestion): void {
    const eligibility = codec.eligibility(question);
    if (eligibility === 'eligible') return;
    throw scope.error('not_supported', { detail: eligibility.problem });
  }

  async tokens(scope: CallScope, leg: TokenLeg): Promise<TokenResult> {
    const { request, account, kind, signIn } = leg;
    this.requireEligible(scope, { authority: request.authority, account, kind, signIn });
    if (leg.password !== undefined) this.#requirePrivacy(scope);
    const call = tokenCall(leg, this.#options.product);
    if (wantsKeyProof(request)) await this.#requireKeyProof(scope);
    const body =
      call.kind === 'interactive'
        ? await this.#askInWindow(scope, codec.acquireTokenInteractively(call))
        : await this.#ask(scope, codec.acquireTokenSilently(call));
    const decoded = codec.decodeTokens(body, {
      scopes: request.scopes,
      authority: request.authority,
      signedHttpRequest:
        request.proofOfPossession !== undefined && 'httpMethod' in request.proofOfPossession,
      correlationId: scope.correlationId,
      reading: this.#options.reading,
    });
    return this.#valueOf(scope, decoded, request.clientId);
  }

  async removeAccount(scope: CallScope, request: SignOutRequest): Promise<void> {
    const body = await this.#ask(scope, codec.removeAccount(request));
    this.#valueOf(scope, codec.decodeRemoveAccount(body));
  }

  async prtSsoCookies(
    scope: CallScope,
    request: PrtSsoCookieRequest,
  ): Promise<readonly PrtSsoCookie[]> {
    const body = await this.#ask(scope, codec.acquirePrtSsoCookie(request));
    return this.#valueOf(scope, codec.decodePrtSsoCookies(body), request.clientId);
  }

  async signedHttpRequest(scope: CallScope, request: SignedHttpRequestRequest): Promise<string> {
    const body = await this.#ask(scope, codec.generateSignedHttpRequest(request));
    return this.#valueOf(scope, codec.decodeSignedHttpRequest(body), request.clientId);
  }

  async version(scope: CallScope): Promise<string> {
    const body = await this.#ask(scope, codec.getLinuxBrokerVersion());
    return this.#valueOf(scope, codec.decodeVersion(body));
  }

  #requirePrivacy(scope: CallScope): void {
    if (this.#channel.exposesRequests !== true || this.#options.allowPasswordInArguments) return;
    throw scope.error('not_supported', {
      detail:
        `a password would be part of a command line on the channel ${this.#channel.name}, which ` +
        'other users of this machine can read: sign in with a window, or set ' +
        'allowPasswordInArguments in the options of openBroker()',
    });
  }

  /** Microsoft's client asks for the version before it trusts a broker with a caller's key. */
  async #requireKeyProof(scope: CallScope): Promise<void> {
    try {
      await this.version(scope);
    } catch (cause) {
      const tells = cause instanceof BrokerError && !tellsNoVersion.has(cause.code);
      if (tells) throw cause;
      throw scope.error('not_supported', {
        detail: 'the broker tells no version, so it is too old for proof of possession with a key',
        cause,
      });
    }
  }

  async #ask(scope: CallScope, request: codec.EncodedRequest): Promise<string> {
    const call = this.#invoke(scope.correlationId, request, scope.remainingMs);
    return this.#bodyOf(scope, await exchange(this.#channel, scope, call));
  }

  async #askInWindow(scope: CallScope, request: codec.EncodedRequest): Promise<string> {
    const call = this.#invoke(scope.correlationId, request, scope.remainingMs);
    return this.#bodyOf(scope, await this.#slot.run(scope, call));
  }

  #invoke(correlationId: string, request: codec.EncodedRequest, timeoutMs: number): InvokeCall {
    return {
      verb: 'invoke',
      protocolVersion: codec.protocolVersion,
      correlationId,
      timeoutMs,
      ...request,
    };
  }

  #bodyOf(scope: CallScope, reply: ChannelReply): string {
    if (reply.ok) return reply.body;
    throw errorOfFailure(scope, reply.failure, this.#options);
  }

  #valueOf<T>(scope: CallScope, decoded: codec.Decoded<T>, clientId?: string): T {
    if (decoded.ok) return decoded.value;
    throw errorOfFault(scope, decoded.fault, this.#options, { clientId });
  }
}

function wantsKeyProof(request: TokenRequest): boolean {
  const proof = request.proofOfPossession;
  return proof === undefined
    ? request.extraParameters?.['req_cnf'] !== undefined
    : 'keyId' in proof;
}

function tokenCall(leg: TokenLeg, product: codec.ClientProduct): codec.TokenCall {
  const { request, account, signIn, username, window, prompt, domainHint } = leg;
  const common = {
    request,
    account,
    signIn,
    product,
    ...(username === undefined ? {} : { username }),
  };
  switch (leg.kind) {
    case 'silent':
      return {
        ...common,
        kind: 'silent',
        ...(window === undefined ? {} : { windowHandle: window }),
      };
    case 'usernamePassword':
      return {
        ...common,
        kind: 'usernamePassword',
        username: username ?? '',
        password: leg.password ?? '',
      };
    case 'interactive':
      return {
        ...common,
        kind: 'interactive',
        windowHandle: window ?? codec.handleWithoutWindow,
        onboarding: { sessionCorrelationId: randomUUID(), timestamp: new Date() },
        ...(prompt === undefined ? {} : { prompt }),
        ...(domainHint === undefined ? {} : { domainHint }),
      };
  }
}

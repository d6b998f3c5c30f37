// SPDX-License-Identifier: MIT
import type { StatusName } from '../core/statuses.js';

/** What the simulated world looks like. Every field may be left out; see README for the defaults. */
export interface Scenario {
  /** For editors; ignored. */
  readonly $schema?: string;
  readonly broker?: BrokerTraits;
  readonly tenants?: readonly Tenant[];
  readonly accounts?: readonly ScenarioAccount[];
  /** App registrations. A client that is listed may use its redirect URIs only. */
  readonly clients?: readonly ClientRegistration[];
  /** What a client that is not listed gets. Default `accept`. */
  readonly unknownClients?: 'accept' | 'refuse';
  readonly tokens?: TokenLifetimes;
  readonly interactive?: InteractiveBehaviour;
  readonly policies?: readonly Policy[];
  /** Faults; the first rule that matches a call decides, before any policy. */
  readonly rules?: readonly Rule[];
}

export interface BrokerTraits {
  /** Answer of getLinuxBrokerVersion. Default `3.0.2`. */
  readonly version?: string;
  /** Shape of the PRT cookie reply. Default: `v3` (cookieItems) from version 3 on, else `v2`. */
  readonly prtCookie?: 'v2' | 'v3';
  /** `himmelblau`: every error has context, status 0 and subStatus 0 only. Default `microsoft`. */
  readonly errorShape?: ErrorShape;
}

export type ErrorShape = 'microsoft' | 'himmelblau';

export interface Tenant {
  /** GUID. */
  readonly id: string;
  readonly domain: string;
}

export interface ScenarioAccount {
  readonly username: string;
  /** Without one, the username/password flow is refused for the account. */
  readonly password?: string;
  /** Object id, a GUID. */
  readonly oid: string;
  /** Id or domain of one of the scenario's tenants. */
  readonly tenant: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  /** Whether the broker has a session for it at the start. Default true. */
  readonly signedIn?: boolean;
}

export interface ClientRegistration {
  readonly id: string;
  readonly redirectUris: readonly string[];
}

export interface TokenLifetimes {
  /** Default 3600. */
  readonly lifetimeSeconds?: number;
  /** Default 7200. */
  readonly extendedLifetimeSeconds?: number;
}

export interface InteractiveBehaviour {
  /** What happens when a window would open. Default `pick`; `--ui web` makes it `wait`. */
  readonly answer?: 'pick' | 'refuse' | 'wait';
  /** User name that is picked whatever was asked for. Default: the asked account, or the first. */
  readonly pick?: string;
  /** Answer without a window where a session suffices and no prompt is asked. Default false. */
  readonly reuseSession?: boolean;
}

/** Which requests a policy is about; a field that is left out matches everything. */
export interface PolicyCondition {
  readonly clientId?: string;
  readonly username?: string;
  readonly scope?: string;
}

export type PolicyEffect =
  | 'mfa_required'
  | 'interaction_required'
  | 'account_unusable'
  | 'password_expired'
  | 'no_network'
  | 'network_temporarily_unavailable'
  | 'server_temporarily_unavailable'
  | 'scopes_declined';

export interface Policy {
  readonly when?: PolicyCondition;
  readonly effect: PolicyEffect;
  /** For `scopes_declined`: the scopes that are not granted. Default: all that were asked for. */
  readonly scopes?: readonly string[];
}

export interface RuleCondition extends PolicyCondition {
  /** D-Bus method, `Ping` included. */
  readonly method?: string;
  readonly correlationId?: string;
  /** Only the nth call, from 1, that meets the rest of the condition. */
  readonly nth?: number;
}

export interface WireError {
  /** Number on the wire, or its name. */
  readonly status: number | StatusName;
  /** Default 0. */
  readonly errorCode?: number;
  /** Default: a tag of the simulator's. */
  readonly tag?: number;
  /** Default `Simulated`. Empty text ends a process with Microsoft's runtime 0.20.7. */
  readonly context?: string;
  readonly subStatus?: number;
  readonly diagnostics?: unknown;
}

/** What happens to a call; at most one of the fields but for delayMs, proxy, shape and topLevel. */
export interface RuleConsequence {
  readonly error?: WireError;
  /** Shape of `error`. */
  readonly shape?: ErrorShape;
  /** Puts `error` at the top of the reply, not into brokerTokenResponse. */
  readonly topLevel?: boolean;
  readonly dbusError?: { readonly name: string; readonly message?: string };
  /** Text that is sent as the reply, JSON or not. */
  readonly raw?: string;
  /** JSON that is sent as the reply. */
  readonly reply?: unknown;
  /** JSON merge patch (RFC 7396) over the reply that would have been sent. */
  readonly patch?: unknown;
  /** The token belongs to this user instead of the one that was asked for. */
  readonly answerAs?: string;
  readonly wrongSignature?: WrongSignature;
  readonly noReply?: true;
  /** `after`: the broker leaves the bus once it has replied. */
  readonly crash?: 'before' | 'after';
  readonly replyTwice?: true;
  readonly delayMs?: number;
  /** On the front `wsl-proxy`: how the proxy prints and ends. */
  readonly proxy?: ProxyManner;
}

/** How a proxy of WSL prints its reply, and ends. */
export interface ProxyManner {
  /** Default 0, and 1 where there is no reply to print. */
  readonly exitCode?: number;
  /** The signal that ends it once it has printed, such as `SIGSEGV`. */
  readonly signal?: string;
  /** Text for its standard error. */
  readonly stderr?: string;
  /** Begins with a byte order mark. Default false. */
  readonly bom?: boolean;
  /** What ends the reply. Default `crlf`. */
  readonly newline?: 'crlf' | 'lf' | 'none';
}

/** Reply signatures that no client may accept: no argument, int32, variant, array of strings. */
export type WrongSignature = 'none' | 'i' | 'v' | 'as';

export interface Rule {
  readonly when?: RuleCondition;
  readonly then: RuleConsequence;
}

// SPDX-License-Identifier: MIT
import type { CallId, ChannelFailure, ProbeResult } from '../channel.js';

/** Id of an object of Windows that the channel holds until it is released. */
export type WamObject = number;

/** The window that owns WAM's: a window handle, or `console` for that of the program's console. */
export type WamWindow = bigint | 'console';

export type TextMap = Readonly<Record<string, string>>;

/** What is known of the machine and of this process, for the decision whether WAM can serve. */
export interface HostFacts {
  /** E.g. `10.0.26100`. */
  readonly osVersion: string;
  /** Session of the process; 0 is that of services. */
  readonly session: number;
  /** Whether a shell runs in the session, as it does not on Server Core. */
  readonly shell: boolean;
  /** Whether the process has administrator rights. */
  readonly elevated: boolean;
  /** Whether the process runs as the user of the session, and not by "run as" as another one. */
  readonly sameUser: boolean;
  readonly remoteSession: boolean;
  /** HRESULT of looking for WAM's classes; zero if they are there. */
  readonly coreManager: number;
  /** HRESULT of looking for the plug-in for work accounts; zero if it is there; null if WAM has none. */
  readonly plugin: number | null;
  /** Whether requests have a correlation id of their own (IWebTokenRequest3). */
  readonly correlationId: boolean;
}

/** A WebAccountProvider. */
export interface ProviderAnswer {
  readonly object: WamObject;
  readonly id: string;
  /** Empty where it names none. */
  readonly authority: string;
}

/** A WebAccount. */
export interface WebAccountAnswer {
  readonly object: WamObject;
  /** WAM's own id for the account; another one for each client id. */
  readonly id: string;
  readonly userName: string;
  readonly properties: TextMap;
}

/** A WebProviderError. */
export interface ProviderErrorAnswer {
  /** Unsigned. */
  readonly code: number;
  readonly message: string;
}

/** A WebTokenRequestResult. */
export interface TokenAnswer {
  readonly object: WamObject;
  /** WebTokenRequestStatus. */
  readonly status: number;
  readonly error: ProviderErrorAnswer | null;
  /** The first WebTokenResponse; null where WAM gave none. */
  readonly response: {
    readonly token: string;
    readonly account: WebAccountAnswer | null;
    readonly properties: TextMap;
    readonly error: ProviderErrorAnswer | null;
  } | null;
}

/** A FindAllAccountsResult. */
export interface AccountsAnswer {
  /** FindAllWebAccountsStatus. */
  readonly status: number;
  readonly accounts: readonly WebAccountAnswer[];
  readonly error: ProviderErrorAnswer | null;
}

/** The content of a WebTokenRequest, and whose tokens. */
export interface TokenRequestFields {
  readonly provider: WamObject;
  /** Left out, WAM takes its default account, or has the user choose. */
  readonly account?: WamObject;
  readonly scope: string;
  readonly clientId: string;
  /** WebTokenRequestPromptType: Default, ForceAuthentication. */
  readonly promptType: 0 | 1;
  readonly properties: TextMap;
  readonly appProperties: TextMap;
  /** Empty leaves it unset. */
  readonly correlationId: string;
}

/** One verb for each operation of WAM: what it takes, and what it answers. */
export interface WamVerbs {
  readonly hostFacts: { readonly takes: object; readonly answers: HostFacts };
  /** Without an authority: the provider alone, as for the system's own account. */
  readonly findProvider: {
    readonly takes: { readonly providerId: string; readonly authority?: string };
    readonly answers: ProviderAnswer | null;
  };
  readonly findAccount: {
    readonly takes: { readonly provider: WamObject; readonly accountId: string };
    readonly answers: WebAccountAnswer | null;
  };
  readonly findAllAccounts: {
    readonly takes: { readonly provider: WamObject; readonly clientId: string };
    readonly answers: AccountsAnswer;
  };
  readonly getTokenSilently: {
    readonly takes: TokenRequestFields;
    readonly answers: TokenAnswer;
  };
  /** Opens WAM's window, owned by `window`. Fails with `window_invalid` if there is none such. */
  readonly requestToken: {
    readonly takes: TokenRequestFields & { readonly window: WamWindow };
    readonly answers: TokenAnswer;
  };
  /** Takes the token of an answer out of WAM's cache. */
  readonly invalidate: { readonly takes: { readonly result: WamObject }; readonly answers: null };
  readonly signOut: {
    readonly takes: { readonly account: WamObject; readonly clientId: string };
    readonly answers: null;
  };
  /** The system's accounts pane: the index of the provider that the user chose, null for none. */
  readonly chooseProvider: {
    readonly takes: {
      readonly window: WamWindow;
      readonly providers: readonly WamObject[];
      readonly headerText: string;
    };
    readonly answers: number | null;
  };
  /** From now on watchers are told of these accounts, until the monitor is released. */
  readonly monitorAccounts: {
    readonly takes: { readonly accounts: readonly WamObject[] };
    readonly answers: WamObject;
  };
  /** Fails with `window_invalid` if the handle is none of a window. */
  readonly checkWindow: { readonly takes: { readonly window: bigint }; readonly answers: null };
  /** Lets go of objects; unknown ones are ignored. */
  readonly release: {
    readonly takes: { readonly objects: readonly WamObject[] };
    readonly answers: null;
  };
}

export type WamVerb = keyof WamVerbs;

export type WamCall<V extends WamVerb = WamVerb> = {
  readonly [K in V]: { readonly verb: K; readonly timeoutMs: number } & WamVerbs[K]['takes'];
}[V];

export type WamReply<V extends WamVerb = WamVerb> =
  | { readonly ok: true; readonly answer: WamVerbs[V]['answers'] }
  | { readonly ok: false; readonly failure: ChannelFailure };

/** What a monitor noticed: an account was updated or removed, or another one is the system's. */
export interface AccountEvent {
  readonly monitor: WamObject;
  readonly kind: 'updated' | 'removed' | 'default';
}

/**
 * The way to the Web Account Manager of Windows. Same promises as Channel: `start` replies exactly
 * once, asynchronously; no method blocks but `probe`; only a waiting call keeps the process alive.
 */
export interface WamChannel {
  readonly name: string;
  readonly protocol: 'wam';
  start<V extends WamVerb>(call: WamCall<V>, done: (reply: WamReply<V>) => void): CallId;
  /**
   * The call settles with `canceled` at once, whether or not WAM obeys. Windows of WAM's that the
   * call opened are closed. Late or unknown ids are ignored.
   */
  cancel(id: CallId): void;
  unref(id: CallId): void;
  /** Starts looking at the machine, and waits for at most `timeoutMs`. */
  probe(timeoutMs: number): ProbeResult;
  /** Calls `listener` for what monitors notice, until `unwatch`. Keeps nothing alive. */
  watch(kind: 'accounts', listener: (event: AccountEvent) => void): CallId;
  unwatch(id: CallId): void;
  /** Settles every waiting call with `closed`, closes WAM's windows, lets go of all objects. */
  close(): void;
}

// SPDX-License-Identifier: MIT

/** Number that a channel gives to a call when it takes it; never used twice by one channel. */
export type CallId = number;

/** The failures that the native module knows, in its order. */
export const nativeFailureCodes = [
  'library_missing', // the system library that speaks to the broker is not installed
  'no_bus_address', // no session bus: neither DBUS_SESSION_BUS_ADDRESS nor $XDG_RUNTIME_DIR/bus
  'bus_address_refused', // an address that this library does not use (only unix: and tcp:)
  'bus_unreachable', // nothing listens there, or it refused us
  'bus_silent', // somebody accepted the connection and did not authenticate us in time
  'bus_without_hello', // authenticated, but Hello was not answered
  'name_unavailable', // no broker owns the name, and none can be activated
  'too_slow', // the broker did not answer the Ping in time
  'dbus_error', // an error reply: `name` and `message` are D-Bus's own
  'bad_reply', // a reply of another form: on D-Bus not one string, on Windows other words
  'reply_too_large', // a reply over 8 MiB, refused before it reached JavaScript
  'timed_out', // no reply within the call's timeoutMs
  'canceled', // cancel() was called for it
  'not_sent', // `onlyWhile` named a call that was no longer waiting
  'disconnected', // the bus went away while the call waited
  'closed', // the channel was closed
  'hresult', // a call of Windows failed: `name` ends with the HRESULT, e.g. `FindAccountAsync 0x80070520`
  'window_invalid', // the window that should own WAM's does not exist
  'operation_canceled', // Windows ended the operation as canceled, without our asking
  'internal', // a failure of the channel itself, out of memory among them
] as const;

/**
 * Why a channel could not bring a reply: the broker cannot be reached, which is what
 * `inspectBroker()` reports, or something about one call.
 */
export const channelFailureCodes = [
  ...nativeFailureCodes,
  'wslinfo_missing', // this WSL has no /usr/bin/wslinfo
  'wslinfo_failed', // wslinfo ended without a path and with an error
  'wslinfo_silent', // wslinfo did not answer in time
  'proxy_path_empty', // wslinfo knows no path of a proxy
  'proxy_missing', // there is no file at that path
  'proxy_not_executable', // there is one, and it may not be run
  'proxy_failed', // the proxy could not be run, died, or ended with an error and no reply
  'request_too_long', // a request over the length of a command line; nothing was run
  'windows_too_old', // older than Windows 10 1809 and Windows Server 2019
  'service_session', // the process runs in the session of services
  'no_shell', // no shell in the session, as on Server Core
  'other_user', // the process runs as another user than its session's
  'wam_missing', // Windows has no Web Account Manager
  'wam_plugin_missing', // it has no plug-in for work and school accounts
] as const;
export type ChannelFailureCode = (typeof channelFailureCodes)[number];

/** A call that brought no reply. */
export interface ChannelFailure {
  readonly code: ChannelFailureCode;
  /** What the transport calls it, e.g. a D-Bus error name; safe to log. Empty if there is none. */
  readonly name: string;
  /** The other side's own words. May hold user names: only for PII logging. */
  readonly message: string;
}

export type ChannelReply =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly failure: ChannelFailure };

/** `ping` asks whether the broker is alive; `invoke` calls one of its methods. */
export type ChannelCall =
  | { readonly verb: 'ping'; readonly timeoutMs: number }
  | {
      readonly verb: 'invoke';
      readonly method: string;
      readonly protocolVersion: string;
      readonly correlationId: string;
      /** The request, as JSON text. */
      readonly body: string;
      readonly timeoutMs: number;
      /**
       * Send this call only while that other call is on the wire and unanswered; otherwise it
       * settles with `not_sent`, and the other one, if it has not been sent yet, never is: it
       * settles with `canceled`. Decided by the side that reads the replies, so that a
       * cancelInteractiveFlow never follows the answer of its flow.
       */
      readonly onlyWhile?: CallId;
    };

/** Whether there is a broker, as far as can be told without starting one. */
export type ProbeResult =
  | { readonly state: 'reachable'; readonly running: boolean }
  | { readonly state: 'unreachable'; readonly failure: ChannelFailure }
  | { readonly state: 'pending' };

/** What a watcher is told when the broker comes or goes. */
export interface OwnerChange {
  /** A broker owns the name now. */
  readonly running: boolean;
  /** A broker runs, or the bus would start one for the next call. */
  readonly available: boolean;
}

/**
 * The way to a broker. Implemented by the native channels and by the simulator's in-process one;
 * `openBroker({ channel })` takes any object that keeps these promises:
 *
 * - `start` replies exactly once, asynchronously, whatever happens.
 * - No method blocks but `probe`, and that one for at most its timeout.
 * - A waiting call keeps the process alive until it settles or is unref'd; nothing else does.
 */
export interface Channel {
  /** `dbus`, `wsl-proxy`, `simulator` …: shown in results of `inspectBroker()` and in logs. */
  readonly name: string;
  /** Which codec is spoken over it. */
  readonly protocol: 'identity-broker';
  /**
   * Whether other users of the machine can read the requests, as they can command lines. Passwords
   * are refused on such a channel then, unless `allowPasswordInArguments` says otherwise. Default
   * false.
   */
  readonly exposesRequests?: boolean;
  /** Starts a call. `done` is called once, never from within `start`. */
  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId;
  /** Stops waiting: the call settles with `canceled`. Late or unknown ids are ignored. */
  cancel(id: CallId): void;
  /** Lets the process end although this call still waits. Late or unknown ids are ignored. */
  unref(id: CallId): void;
  /** Starts looking for the broker, without starting it, and waits for at most `timeoutMs`. */
  probe(timeoutMs: number): ProbeResult;
  /** Calls `listener` whenever the broker comes or goes, until `unwatch`. Keeps nothing alive. */
  watch(kind: 'owner', listener: (change: OwnerChange) => void): CallId;
  unwatch(id: CallId): void;
  /** Settles every waiting call with `closed` and lets go of all it holds. May be called twice. */
  close(): void;
}

// SPDX-License-Identifier: MIT
import type { ChannelFailure } from 'entra-broker';

export type Failure = ChannelFailure;

const errorNames = 'org.freedesktop.DBus.Error';

// The names and texts that a bus daemon uses, so that a client cannot tell the fronts apart.
const failures = {
  bus_unreachable: { code: 'bus_unreachable', name: `${errorNames}.NoServer`, message: '' },
  name_unavailable: {
    code: 'name_unavailable',
    name: 'com.microsoft.identity.broker1',
    message: '',
  },
  service_unknown: {
    code: 'dbus_error',
    name: `${errorNames}.ServiceUnknown`,
    message: 'The name com.microsoft.identity.broker1 was not provided by any .service files',
  },
  no_reply: {
    code: 'dbus_error',
    name: `${errorNames}.NoReply`,
    message: 'Message recipient disconnected from message bus without replying',
  },
  disconnected: { code: 'disconnected', name: `${errorNames}.Disconnected`, message: '' },
  bad_reply: { code: 'bad_reply', name: '', message: '' },
  reply_too_large: { code: 'reply_too_large', name: '', message: '' },
  timed_out: { code: 'timed_out', name: '', message: '' },
  too_slow: { code: 'too_slow', name: '', message: '' },
  canceled: { code: 'canceled', name: '', message: '' },
  not_sent: { code: 'not_sent', name: '', message: '' },
  closed: { code: 'closed', name: '', message: '' },
} as const satisfies Record<string, Failure>;

export function failureOf(kind: keyof typeof failures): Failure {
  return failures[kind];
}

export function dbusError(name: string, message: string): Failure {
  return { code: 'dbus_error', name, message };
}

/** Why a call did not get to the broker. */
export class Unreachable extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

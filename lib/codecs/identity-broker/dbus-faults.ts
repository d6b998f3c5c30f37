// SPDX-License-Identifier: MIT

/** A call that D-Bus itself answered with an error: status and tag of Microsoft's client for it. */
export interface DbusFault {
  readonly kind: 'dbus';
  readonly status: 0;
  readonly nativeCode: 0;
  readonly tag: string;
}

const prefix = 'org.freedesktop.DBus.Error.';
const tagOf = new Map([
  [`${prefix}ServiceUnknown`, '4ulu4'],
  [`${prefix}NoReply`, '4ulu5'],
  [`${prefix}TimedOut`, '4wd3v'],
  [`${prefix}UnknownObject`, '4p541'],
]);

/** The fault for a D-Bus error name; names that have no tag of their own share one. */
export function dbusErrorFault(name: string): DbusFault {
  return { kind: 'dbus', status: 0, nativeCode: 0, tag: tagOf.get(name) ?? '4ulu3' };
}

/** The fault for a reply that is no single string. */
export const wrongSignatureFault: DbusFault = {
  kind: 'dbus',
  status: 0,
  nativeCode: 0,
  tag: '4wd3w',
};

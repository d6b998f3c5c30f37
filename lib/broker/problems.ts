// SPDX-License-Identifier: MIT
import type { ChannelFailure, ChannelFailureCode } from '../channels/channel.js';

const texts: Readonly<Record<ChannelFailureCode, string>> = {
  library_missing: 'libdbus-1.so.3 is not installed (Debian and Ubuntu: apt install libdbus-1-3)',
  no_bus_address:
    'there is no D-Bus session bus: DBUS_SESSION_BUS_ADDRESS is not set and $XDG_RUNTIME_DIR/bus does not exist (in a bare shell, start the program with dbus-run-session)',
  bus_address_refused:
    'the D-Bus address is of a kind that is not used: only unix:path=, unix:abstract= and tcp: with a numeric host or localhost are',
  bus_unreachable: 'nobody answers at the address of the D-Bus session bus',
  bus_silent: 'the D-Bus session bus accepted the connection and then said nothing',
  bus_without_hello: 'the D-Bus session bus did not answer Hello',
  name_unavailable:
    'no broker is installed: the bus knows no com.microsoft.identity.broker1 (package microsoft-identity-broker)',
  too_slow: 'the broker did not answer a Ping in time',
  dbus_error: 'the call failed on the bus',
  bad_reply: 'the broker sent a reply that is not one string',
  reply_too_large: 'the broker sent a reply over 8 MiB',
  timed_out: 'no reply came in time',
  canceled: 'the call was canceled',
  not_sent: 'the call was not sent',
  disconnected: 'the D-Bus session bus went away while the call waited',
  closed: 'the channel was closed',
  internal: 'the native channel failed',
};

/** What a failure means, in words that are safe to log: without those of the other side. */
export function problemText(failure: ChannelFailure): string {
  const text = texts[failure.code];
  return failure.name === '' ? text : `${text} [${safeName(failure)}]`;
}

/** Names of D-Bus errors are the broker's choice, but for the standard ones. */
function safeName({ code, name }: ChannelFailure): string {
  const ours = code !== 'dbus_error' && code !== 'bus_without_hello';
  return ours || /^org\.freedesktop\.DBus\.Error\.[A-Za-z.]{1,60}$/.test(name)
    ? name
    : 'an error of its own';
}

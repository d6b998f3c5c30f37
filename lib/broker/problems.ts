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
  bad_reply: 'the broker sent a reply of another form than its protocol has',
  reply_too_large: 'the broker sent a reply over 8 MiB',
  timed_out: 'no reply came in time',
  canceled: 'the call was canceled',
  not_sent: 'the call was not sent',
  disconnected: 'the D-Bus session bus went away while the call waited',
  closed: 'the channel was closed',
  internal: 'the native channel failed',
  wslinfo_missing:
    'this WSL has no /usr/bin/wslinfo, which tells where the broker of Windows is (run wsl --update in Windows)',
  wslinfo_failed:
    'wslinfo --msal-proxy-path failed: this WSL may be too old (run wsl --update in Windows), or its interoperability with Windows is off',
  wslinfo_silent:
    'wslinfo --msal-proxy-path did not answer in time (run wsl --shutdown in Windows, and try again)',
  proxy_path_empty:
    'wslinfo knows no proxy to the broker of Windows (run wsl --update in Windows; 2.4.13 or later is needed)',
  proxy_missing:
    'the proxy to the broker of Windows is not where wslinfo says (run wsl --update in Windows; is the drive of Windows mounted?)',
  proxy_not_executable:
    'the proxy to the broker of Windows may not be executed (see how the drive of Windows is mounted)',
  proxy_failed:
    'the proxy to the broker of Windows failed; exit code 127 means that it cannot be run: is the interoperability of WSL on?',
  request_too_long:
    'the request is longer than a command line of Windows, on which it goes to the broker there (32,767 characters): send fewer claims or shorter parameters',
  hresult: 'a call of Windows failed',
  window_invalid:
    'parentWindowHandle is no window of this Windows: it was closed, or never was one; pass the handle of an open window',
  operation_canceled: 'Windows canceled the call by itself',
  windows_too_old:
    'this Windows is too old: Windows 10 1809 or Windows Server 2019 is needed (10.0.17763)',
  service_session:
    'the process runs in the session of Windows services, where nobody can sign in: start it in the session of a user',
  no_shell:
    'no shell of Windows (such as explorer.exe) runs in this session, as on Server Core: the broker needs the desktop of a user',
  other_user:
    'the process runs as another user than the one who is signed in to this session of Windows ("run as"): start it as that user',
  wam_missing:
    'this Windows has no Web Account Manager (WebAuthenticationCoreManager): some editions, containers and sandboxes lack it',
  wam_plugin_missing:
    'the Web Account Manager of this Windows has no plug-in for work and school accounts (package Microsoft.AAD.BrokerPlugin): repair or register that package',
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

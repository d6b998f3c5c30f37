// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Address of the session bus by the rules that Microsoft's client follows: the variable
 * DBUS_SESSION_BUS_ADDRESS, else the socket $XDG_RUNTIME_DIR/bus. Empty if there is neither; no bus
 * is ever started (libdbus would, by autolaunch).
 */
export function sessionBusAddress(environment: NodeJS.ProcessEnv): string {
  const address = environment['DBUS_SESSION_BUS_ADDRESS'];
  if (address !== undefined && address !== '') return address;
  const runtimeFolder = environment['XDG_RUNTIME_DIR'];
  if (runtimeFolder === undefined || runtimeFolder === '') return '';
  const socket = path.join(runtimeFolder, 'bus');
  return existsSync(socket) ? `unix:path=${escapeValue(socket)}` : '';
}

/** D-Bus addresses take these characters as they are and every other byte as `%xx`. */
function escapeValue(value: string): string {
  let escaped = '';
  for (const byte of Buffer.from(value, 'utf8')) {
    const character = String.fromCharCode(byte);
    escaped += /[-0-9A-Za-z_/.\\*]/.test(character)
      ? character
      : `%${byte.toString(16).padStart(2, '0')}`;
  }
  return escaped;
}

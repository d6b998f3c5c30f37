// SPDX-License-Identifier: MIT
import type { ChannelCall } from '../channel.js';

/** Characters of a Windows command line, the NUL at its end included. */
const longestCommandLine = 32_767;

/**
 * The proxy and its arguments for one call, as Microsoft's client 0.20.7 runs it; its ping has the
 * doubled braces. The arguments go to the proxy as they are, by no shell.
 */
export function commandLine(proxy: string, call: ChannelCall): readonly string[] {
  const [method, version, correlationId, body] =
    call.verb === 'ping'
      ? ['ping', '0.1', '0', '{{}}']
      : [call.method, call.protocolVersion, call.correlationId, call.body];
  return [
    proxy,
    ...['--method', method],
    ...['--bversion', version],
    ...['--cid', correlationId],
    ...['--requestJson', body],
  ];
}

/**
 * Whether Windows can start the command. It is one text there, with the quotes and backslashes that
 * keep its arguments apart. Bytes are counted, which are never fewer than its characters.
 */
export function fitsWindows(command: readonly string[]): boolean {
  return Buffer.byteLength(command.map(quoted).join(' ')) < longestCommandLine;
}

/** By the rules that programs of Windows split their command line with. */
function quoted(argument: string): string {
  const escaped = argument.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&');
  return `"${escaped}"`;
}

// SPDX-License-Identifier: MIT
import type { ChannelFailureCode, ChannelReply } from '../channel.js';

/** What a shell, and the native module, say of a program that cannot be run. */
const cannotRun = 127;

/**
 * What a program said, or why it said nothing. As Microsoft's client has it, the exit code says
 * nothing about a reply that is there, but for 127.
 */
export function replyOfProgram(
  output: string,
  status: number,
  failed: ChannelFailureCode,
): ChannelReply {
  const bad = status < 0 || status === cannotRun || (status !== 0 && output.trim() === '');
  if (!bad) return { ok: true, body: output };
  const name = status < 0 ? `signal ${String(-status)}` : `exit code ${String(status)}`;
  return { ok: false, failure: { code: failed, name, message: '' } };
}

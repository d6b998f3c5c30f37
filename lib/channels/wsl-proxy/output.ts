// SPDX-License-Identifier: MIT
import type { ChannelFailureCode, ChannelReply } from '../channel.js';
import type { NativeReply } from '../native/contract.js';

/** What a shell, and the native module, say of a program that cannot be run. */
const cannotRun = 127;

/**
 * What a program said, or why it said nothing: it was `late`, it `failed`, or the channel did. As
 * Microsoft's client has it, the exit code says nothing about a reply that is there, but for 127.
 */
export function replyOfProgram(
  [words, code, name, message]: NativeReply,
  failed: ChannelFailureCode,
  late: ChannelFailureCode,
): ChannelReply {
  if (words === undefined) {
    return { ok: false, failure: { code: code === 'timed_out' ? late : code, name, message } };
  }
  const [output = '', status = ''] = words;
  return replyOfEnded(output, Number(status), failed);
}

function replyOfEnded(output: string, status: number, failed: ChannelFailureCode): ChannelReply {
  const bad = status < 0 || status === cannotRun || (status !== 0 && output.trim() === '');
  if (!bad) return { ok: true, body: output };
  const name = status < 0 ? `signal ${String(-status)}` : `exit code ${String(status)}`;
  return { ok: false, failure: { code: failed, name, message: '' } };
}

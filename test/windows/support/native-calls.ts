// SPDX-License-Identifier: MIT
import type { NativeReply, NativeWords } from '../../../lib/channels/native/contract.js';
import type { WamRule } from '../stand-in/rules.js';
import { WamStandIn } from '../stand-in/wam-stand-in.js';
import { reportOf, startWindowsProgram, type WindowsEnding } from './windows-program.js';

const program = 'build-wine/scripts/test/windows/programs/native-channel.js';

export const providerId = 'https://login.microsoft.com';
export const findProvider: NativeWords = ['findProvider', providerId, 'organizations'];
/** For rules that are about one provider alone. */
export const findAnother: NativeWords = ['findProvider', providerId, 'common'];
export const another = { authority: 'common' } as const;
/** The system's own, looked for without an authority. */
export const findDefault: NativeWords = ['findProvider', 'https://login.windows.local', ''];

/** Has programs/native-channel.ts do something with calls, in node.exe 22. */
export function startAction(
  standIn: WamStandIn | undefined,
  action: string,
  calls: readonly NativeWords[],
): Promise<WindowsEnding> {
  return startWindowsProgram(program, {
    node: 22,
    arguments: [action, encodeURIComponent(JSON.stringify(calls))],
    environment: standIn?.environment ?? {},
  }).ended;
}

/** What comes of that, under these rules. */
export async function outcomeOf(
  action: string,
  calls: readonly NativeWords[],
  rules: readonly WamRule[] = [],
): Promise<unknown> {
  await using standIn = await WamStandIn.start();
  standIn.setRules(rules);
  return reportOf(await startAction(standIn, action, calls));
}

/** The replies to calls that are made one after the other: one to each. */
export async function repliesTo(
  calls: readonly NativeWords[],
  rules: readonly WamRule[] = [],
): Promise<readonly NativeReply[]> {
  const report = await outcomeOf('inTurn', calls, rules);
  const { replies, answers } = report as { readonly replies: NativeReply[]; answers: number };
  if (answers !== calls.length) throw new Error(`${calls.length} calls, ${answers} answers`);
  return replies;
}

/** A reply's failure in one line, or `none`. */
export function failureOf([, code, name]: NativeReply): string {
  return `${code ?? 'none'} ${name ?? ''}`.trim();
}

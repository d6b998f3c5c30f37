// SPDX-License-Identifier: MIT
// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runStep } from '../scripts/setup/progress.mjs';
import { isStamped, keyOf, stamp } from '../scripts/setup/stamps.mjs';
import { workplace } from './workplace.mjs';

const messages = createRequire(import.meta.url)('./stand-in/user.cjs');

const sources = {
  'stand-in': 'bench/stand-in/broker.c',
  'raw-client': 'bench/clients/raw-client.c',
};

/** Files that the compiled programs read: one message each. */
export const messageFiles = {
  request: join(workplace, 'request.json'),
  tokenReply: join(workplace, 'token-reply.json'),
  accountsReply: join(workplace, 'accounts-reply.json'),
};

/** @param {keyof typeof sources} name */
export function programFile(name) {
  return join(workplace, name);
}

/** Compiles the stand-in for the broker and the client to compare with, unless that was done. */
export async function compilePrograms() {
  mkdirSync(workplace, { recursive: true });
  writeFileSync(messageFiles.request, messages.tokenRequest);
  writeFileSync(messageFiles.tokenReply, messages.tokenReply);
  writeFileSync(messageFiles.accountsReply, messages.accountsReply);
  const outputs = Object.keys(sources).map((name) => join('.cache', 'bench', name));
  const key = keyOf([...Object.values(sources), 'bench/stand-in/wire.h']);
  if (isStamped('bench', key, outputs)) return;
  const libdbus = execFileSync('pkg-config', ['--cflags', '--libs', 'dbus-1'], {
    encoding: 'utf8',
  });
  const options = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-Ibench/stand-in'];
  for (const [name, source] of Object.entries(sources)) {
    const command = ['gcc', ...options, '-o', join(workplace, name), source];
    await runStep(`benchmark ${name}`, [...command, ...libdbus.trim().split(/\s+/)]);
  }
  stamp('bench', key, outputs);
}

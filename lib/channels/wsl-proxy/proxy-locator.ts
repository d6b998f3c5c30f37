// SPDX-License-Identifier: MIT
import { accessSync, constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';

import type { CallId, ChannelFailure, ChannelFailureCode } from '../channel.js';
import type { NativeChannel, NativeReply } from '../native/contract.js';
import { replyOfProgram } from './output.js';

/** The path of the proxy, or why there is none. */
export type ProxyLocation =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly failure: ChannelFailure };

interface Search {
  readonly id: CallId;
  readonly location: Promise<ProxyLocation>;
}

export interface LocatorOptions {
  readonly wslinfoPath: string;
  readonly timeoutMs: number;
}

/**
 * Asks WSL, once, where the proxy of the Windows broker is. Only an answer that did not come is
 * asked for again: what is installed does not change while WSL runs.
 */
export class ProxyLocator {
  readonly #programs: NativeChannel;
  readonly #options: LocatorOptions;
  #known: ProxyLocation | undefined;
  #search: Search | undefined;

  constructor(programs: NativeChannel, options: LocatorOptions) {
    this.#programs = programs;
    this.#options = options;
  }

  /** What is known already. */
  get known(): ProxyLocation | undefined {
    return this.#known;
  }

  /** Holds no process: whoever waits for it does. */
  async locate(): Promise<ProxyLocation> {
    const begun = this.#begin();
    return 'ok' in begun ? begun : begun.location;
  }

  /** The same, waiting here for at most `timeoutMs`; undefined while wslinfo runs. */
  wait(timeoutMs: number): ProxyLocation | undefined {
    const begun = this.#begin();
    if ('ok' in begun) return begun;
    const reply = this.#programs.wait(begun.id, timeoutMs);
    if (reply === undefined) return this.#known;
    const said = pathIn(reply);
    return this.#learn(said.ok ? checkSync(said.path) : said);
  }

  #begin(): ProxyLocation | Search {
    if (this.#known !== undefined) return this.#known;
    if (!existsSync(this.#options.wslinfoPath)) return this.#learn(missing('wslinfo_missing'));
    this.#search ??= this.#run();
    return this.#search;
  }

  #run(): Search {
    const { wslinfoPath, timeoutMs } = this.#options;
    let settle: (location: ProxyLocation | Promise<ProxyLocation>) => void;
    const location = new Promise<ProxyLocation>((resolve) => (settle = resolve));
    const id = this.#programs.start((...reply) => settle(this.#conclude(reply)), timeoutMs, [
      wslinfoPath,
      '--msal-proxy-path',
      '-n',
    ]);
    this.#programs.unref(id);
    return { id, location };
  }

  async #conclude(reply: NativeReply): Promise<ProxyLocation> {
    this.#search = undefined;
    if (this.#known !== undefined) return this.#known;
    const said = pathIn(reply);
    return this.#learn(said.ok ? await check(said.path) : said);
  }

  #learn(location: ProxyLocation): ProxyLocation {
    const unsure = !location.ok && ['wslinfo_silent', 'internal'].includes(location.failure.code);
    if (!unsure) this.#known ??= location;
    return this.#known ?? location;
  }
}

function missing(code: ChannelFailureCode, file = ''): ProxyLocation {
  return { ok: false, failure: { code, name: '', message: file } };
}

function pathIn(said: NativeReply): ProxyLocation {
  const reply = replyOfProgram(said, 'wslinfo_failed', 'wslinfo_silent');
  if (!reply.ok) return reply;
  const file = reply.body.replace(/^\uFEFF/, '').trim();
  if (file === '') return missing('proxy_path_empty');
  return path.isAbsolute(file) ? { ok: true, path: file } : missing('proxy_missing', file);
}

async function check(file: string): Promise<ProxyLocation> {
  try {
    await access(file, constants.X_OK);
    return { ok: true, path: file };
  } catch (error) {
    return unusable(file, error);
  }
}

function checkSync(file: string): ProxyLocation {
  try {
    accessSync(file, constants.X_OK);
    return { ok: true, path: file };
  } catch (error) {
    return unusable(file, error);
  }
}

function unusable(file: string, error: unknown): ProxyLocation {
  const { code } = error as NodeJS.ErrnoException;
  return missing(code === 'EACCES' ? 'proxy_not_executable' : 'proxy_missing', file);
}

// SPDX-License-Identifier: MIT
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  WslProxyChannel,
  type WslProxyChannelOptions,
} from '../../lib/channels/wsl-proxy/channel.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

/** Programs for one test, as shell scripts; each also notes its process and arguments. */
export class Programs implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly wslinfoPath = this.#folder.file('wslinfo');
  readonly proxyPath = this.#folder.file('a proxy.exe');

  /** `proxy` is the script of the proxy; `wslinfo` that of wslinfo, which by default names it. */
  constructor({ proxy = 'echo "{}"', wslinfo }: { proxy?: string; wslinfo?: string } = {}) {
    this.#write(this.wslinfoPath, wslinfo ?? `printf '%s\\n' '${this.proxyPath}'`);
    this.#write(this.proxyPath, proxy);
  }

  channel(options: WslProxyChannelOptions = {}): WslProxyChannel {
    return new WslProxyChannel({ wslinfoPath: this.wslinfoPath, ...options });
  }

  file(name: string): string {
    return this.#folder.file(name);
  }

  /** The arguments of each run so far. */
  runs(program: 'wslinfo' | 'proxy'): readonly (readonly string[])[] {
    return this.#notes(program).map(({ args }) => args);
  }

  /** The process of the first run of the proxy, when it has begun. */
  async process(): Promise<number> {
    for (;;) {
      const [first] = this.#notes('proxy');
      if (first !== undefined) return first.pid;
      await delay(5);
    }
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }

  #write(file: string, script: string): void {
    // One line for each run, its fields with a separator that no argument has, in one write.
    const note = `{ printf '%s\\037' $$ "$@"; printf '\\036'; } >> '${file}.runs'`;
    writeFileSync(file, `#!/bin/sh\n${note}\n${script}\n`);
    chmodSync(file, 0o755);
  }

  #notes(program: 'wslinfo' | 'proxy'): readonly { pid: number; args: readonly string[] }[] {
    const file = `${program === 'proxy' ? this.proxyPath : this.wslinfoPath}.runs`;
    if (!existsSync(file)) return [];
    const runs = readFileSync(file, 'utf8').split('\u001e').slice(0, -1);
    return runs.map((run) => {
      const [pid, ...args] = run.split('\u001f').slice(0, -1);
      return { pid: Number(pid), args };
    });
  }
}

/** Resolves when the process is gone, zombies excluded; hangs, and so fails, while it is not. */
export async function gone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`)) await delay(5);
}

// SPDX-License-Identifier: MIT
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { busConfiguration } from './bus-configuration.js';

/**
 * Watches over the daemon: when the pipe from our process closes, by whatever death, it kills the
 * daemon and, unless told that another daemon follows, removes the folder.
 */
const guard = `
dbus-daemon --nofork --config-file="$1/bus.conf" --print-address=1 --print-pid=1 &
daemon=$!
exec 1>&-
word=
read -r word
kill -KILL "$daemon" 2>/dev/null
wait "$daemon" 2>/dev/null
[ "$word" = keep ] || rm -rf -- "$1"
`;

const startTimeoutMs = 10_000;

export interface BusDaemonOptions {
  /** Milliseconds that the daemon waits for an activated service. */
  readonly activationTimeoutMs: number;
}

/** A private message bus in a folder of its own, which nobody else may enter. */
export class BusDaemon {
  private child: ChildProcess | undefined;
  private daemonPid = 0;

  private constructor(readonly folder: string) {}

  get address(): string {
    return `unix:path=${join(this.folder, 'bus')}`;
  }

  /** Where service files for activation go; read when the bus starts. */
  get servicesFolder(): string {
    return join(this.folder, 'services');
  }

  /** Makes the folder, mode 0700; nothing runs yet. */
  static async prepare(options: BusDaemonOptions): Promise<BusDaemon> {
    const folder = await mkdtemp(join(socketParent(), 'entra-broker-simulator-'));
    const daemon = new BusDaemon(folder);
    await writeFile(
      join(folder, 'bus.conf'),
      busConfiguration(daemon.address, daemon.servicesFolder, options.activationTimeoutMs),
    );
    return daemon;
  }

  async start(): Promise<void> {
    // A session of its own, so that Ctrl-C in the terminal reaches us and not the guard.
    const child = spawn('/bin/sh', ['-c', guard, 'bus-guard', this.folder], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child = child;
    child.stdin.on('error', () => undefined);
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    const late = setTimeout(() => child.stdout.destroy(), startTimeoutMs);
    for await (const line of reader) if (lines.push(line) === 2) break;
    clearTimeout(late);
    child.stdout.resume();
    this.daemonPid = Number(lines[1] ?? 0);
    setKeepsAlive(child, false);
    if (this.daemonPid === 0) {
      await this.stop();
      throw new Error(
        `dbus-daemon did not start: install the package dbus-daemon. ${complaints.trim()}`.trim(),
      );
    }
  }

  /** Kills the daemon as a crash would, and returns when it is dead; the folder stays. */
  async kill(): Promise<void> {
    if (this.daemonPid !== 0) process.kill(this.daemonPid, 'SIGKILL');
    await this.end('keep\n');
  }

  /** Ends the daemon and removes the folder. May be called twice. */
  async stop(): Promise<void> {
    await this.end('');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(lastWord: string): Promise<void> {
    const { child } = this;
    this.child = undefined;
    this.daemonPid = 0;
    if (child === undefined) return;
    if (child.exitCode !== null || child.signalCode !== null) return;
    setKeepsAlive(child, true);
    const ended = once(child, 'exit');
    child.stdin?.end(lastWord);
    await ended;
  }
}

/**
 * Between start and stop the bus keeps no process alive, and needs nobody to end it: the guard does
 * when our process is gone.
 */
function setKeepsAlive(child: ChildProcess, keeps: boolean): void {
  for (const handle of [child, child.stdin, child.stdout, child.stderr]) {
    if (handle === child || handle instanceof Socket) {
      if (keeps) handle.ref();
      else handle.unref();
    }
  }
}

/** sun_path holds 108 bytes, and D-Bus addresses escape all but these characters. */
function socketParent(): string {
  const parent = tmpdir();
  return /^[\w/.-]{1,50}$/.test(parent) ? parent : '/tmp';
}

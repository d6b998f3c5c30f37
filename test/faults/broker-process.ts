// SPDX-License-Identifier: MIT
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A simulated broker in a process of its own, which can be stopped and killed. */
export class BrokerProcess implements AsyncDisposable {
  private constructor(private readonly child: ChildProcess) {}

  static async start(busAddress: string): Promise<BrokerProcess> {
    const program = path.join(__dirname, 'programs', 'broker.cjs');
    const child = spawn(process.execPath, [program, busAddress], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [first] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => ['']),
    ])) as [unknown];
    if (String(first) !== 'ready\n') throw new Error('The broker process did not start');
    return new BrokerProcess(child);
  }

  /** No instruction of it runs any more until `resume()`; its connection stays open. */
  hang(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}

// SPDX-License-Identifier: MIT
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { nameAppears } from './bus-name.js';
import { neededEquipment } from './equipment.js';

const lifetimeMs = 120_000;

/**
 * An unlocked keyring on a private bus. Without one Microsoft's runtime fails some calls, also when
 * the broker has answered them well (tag 63wnm).
 */
export class Keyring implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<unknown>,
  ) {}

  static async start(environment: NodeJS.ProcessEnv, busAddress: string): Promise<Keyring> {
    await using name = await nameAppears(busAddress, 'org.freedesktop.secrets');
    const child = spawn(
      'gnome-keyring-daemon',
      ['--foreground', '--unlock', '--components=secrets'],
      // Its warnings about items that are stored twice say nothing here.
      { env: environment, stdio: ['pipe', 'ignore', 'ignore'], timeout: lifetimeMs },
    );
    child.stdin.on('error', () => {});
    child.stdin.end('invented-password-of-the-keyring');
    const ended = once(child, 'exit').then(
      () => 'it ended at once',
      (error: unknown) => String(error),
    );
    const problem = await Promise.race([name.owned, ended]);
    const keyring = new Keyring(child, ended);
    if (problem === undefined) return keyring;
    await keyring[Symbol.asyncDispose]();
    throw new Error(`No keyring: ${problem}. This suite needs ${neededEquipment()}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

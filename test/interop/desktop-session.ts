// SPDX-License-Identifier: MIT
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from './desktop-environment.js';
import { Keyring } from './keyring.js';
import type { RuntimeCall, RuntimeError, RuntimeOutcome } from './runtime/protocol.js';
import { RuntimeProcess, type StartedRuntime } from './runtime/runtime-process.js';
import { checkSemaphores, SemaphoreCleaner } from './runtime/semaphores.js';

/**
 * A user's session at a desktop without a display: an empty home folder, an unlocked keyring, and
 * Microsoft's runtime on the given bus. A fresh one knows no account and no token.
 */
export class DesktopSession implements AsyncDisposable {
  private readonly parts: AsyncDisposable[] = [];
  private started: StartedRuntime | undefined;

  static async start(busAddress: string | undefined): Promise<DesktopSession> {
    if (busAddress === undefined) throw new TypeError('The simulator has no bus');
    const session = new DesktopSession();
    try {
      await session.setUp(busAddress);
      return session;
    } catch (error) {
      await session[Symbol.asyncDispose]();
      throw error;
    }
  }

  get runtime(): RuntimeProcess {
    if (this.started === undefined) throw new TypeError('The session has not started');
    return this.started.process;
  }

  /** Why the runtime does without a broker; undefined if it has found one. */
  get startupError(): RuntimeError | undefined {
    return this.started?.startupError;
  }

  call(call: RuntimeCall): Promise<RuntimeOutcome> {
    return this.runtime.call(call);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const part of this.parts.reverse()) await part[Symbol.asyncDispose]();
  }

  private async setUp(busAddress: string): Promise<void> {
    const home = await mkdtemp(join(tmpdir(), 'entra-broker-interop-'));
    const remove = (): Promise<void> => rm(home, { recursive: true, force: true });
    this.parts.push({ [Symbol.asyncDispose]: remove });
    checkSemaphores();
    this.parts.push(new SemaphoreCleaner());
    const environment = await environmentOf(home, busAddress);
    this.parts.push(await Keyring.start(environment, busAddress));
    this.started = await RuntimeProcess.start(environment, home);
    this.parts.push(this.started.process);
  }
}

// SPDX-License-Identifier: MIT
import { readdirSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const folder = '/dev/shm';

/**
 * Microsoft's runtime guards the items of its cache by semaphores, whose names depend on the item
 * alone: not on the user, the home folder or the keyring. It never removes them, and cannot use
 * those of another user.
 */
const prefix = 'sem.e165a065-6178-4c90-aa1d-5cb947e484f4:';

interface Semaphore {
  readonly path: string;
  readonly owner: number;
  readonly inode: number;
}

function semaphores(): readonly Semaphore[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
  return names.flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ path, owner: stats.uid, inode: stats.ino }];
  });
}

/** @throws Error if the runtime would fail by what another user's has left. */
export function checkSemaphores(): void {
  const { uid } = userInfo();
  if (uid === 0 || semaphores().every(({ owner }) => owner === uid)) return;
  throw new Error(
    `Microsoft's runtime cannot work beside what it left in ${folder} for another user: remove ` +
      `${join(folder, prefix)}* as that user or as root`,
  );
}

/** Removes, when it is disposed, the semaphores that were not there when it was made. */
export class SemaphoreCleaner implements AsyncDisposable {
  // By inode: one that a parallel session removes may come back under its name.
  private readonly kept = new Set(semaphores().map(({ inode }) => inode));

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { path, inode } of semaphores()) {
      // One that another process has open works on until it closes it.
      if (!this.kept.has(inode)) rmSync(path, { force: true });
    }
    return Promise.resolve();
  }
}

// SPDX-License-Identifier: MIT

/** A command line that makes no sense; the command's usage is part of the message. */
export class UsageError extends Error {
  constructor(problem: string, usage: string) {
    super(`${problem}\n\n${usage.trimEnd()}`);
  }
}

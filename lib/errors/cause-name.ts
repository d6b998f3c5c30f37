// SPDX-License-Identifier: MIT

/** What may be told of an unknown error: its name. Its message may quote what was passed to it. */
export function causeName(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}

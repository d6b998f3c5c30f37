// SPDX-License-Identifier: MIT

/**
 * How token replies are judged. `lenient` takes what makes sense. `exact` takes and refuses what
 * Microsoft's client does, for the entry that stands in for its runtime.
 */
export type ReplyReading = 'lenient' | 'exact';

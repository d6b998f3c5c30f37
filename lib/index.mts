// SPDX-License-Identifier: MIT
// One implementation for both module systems: instanceof and native state are the same.
export * from './index.js';

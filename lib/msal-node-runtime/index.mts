// SPDX-License-Identifier: MIT
// One implementation for both module systems: native state is the same.
export * from './index.js';

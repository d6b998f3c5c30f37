// SPDX-License-Identifier: MIT
import { closingCases } from './closing.cases.js';
import { ownerCases } from './owners.cases.js';
import { paneCases } from './pane.cases.js';
import { type ParentingCase } from './stage.js';

/** What the native channel promises about windows. */
export const parentingCases: readonly ParentingCase[] = [
  ...ownerCases,
  ...closingCases,
  ...paneCases,
];

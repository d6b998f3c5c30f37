// SPDX-License-Identifier: MIT
import { agreementCases } from './agreement/index.js';
import { testWindowsCases } from './support/windows-cases.js';

const names = agreementCases.map(({ name }) => name);

describe.each([20, 22] as const)(
  'in node.exe %i, the runtime entry over the native channel',
  (node) => {
    testWindowsCases('agreement.js', names, node);
  },
);

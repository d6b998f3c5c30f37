// SPDX-License-Identifier: MIT
import { wamCases } from '../windows/conformance/index.js';
import { testWindowsCases } from '../windows/support/windows-cases.js';

// What a Broker promises, over the native channel, in real node.exe.

const names = wamCases.map(({ name }) => name);

describe.each([20, 22] as const)('in node.exe %i', (node) => {
  testWindowsCases('conformance.js', names, node);
});

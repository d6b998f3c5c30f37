// SPDX-License-Identifier: MIT
import { runScript } from './setup/set-up.mjs';
import { lintChecks } from './testing/checks.mjs';
import { runChecks } from './testing/run-checks.mjs';

await runScript(async () => {
  const fix = process.argv.includes('--fix');
  const outcome = await runChecks('lint', lintChecks, { fix });
  return outcome.failed === 0 ? 0 : 1;
});

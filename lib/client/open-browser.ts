// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { currentPlatform, type Platform } from '../broker/platform.js';
import { BrokerError } from '../errors/broker-error.js';

type Command = readonly [program: string, ...fixed: string[]];

const windowsHandler: Command = ['rundll32.exe', 'url.dll,FileProtocolHandler'];

/** Programs that open a URL in the user's browser, the best first. */
const openers: Readonly<Record<Platform, readonly Command[]>> = {
  win32: [
    [
      path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', windowsHandler[0]),
      ...windowsHandler.slice(1),
    ],
  ],
  wsl: [
    ['wslview'],
    ['/mnt/c/Windows/System32/rundll32.exe', ...windowsHandler.slice(1)],
    ['xdg-open'],
  ],
  linux: [['xdg-open']],
  darwin: [['/usr/bin/open']],
  other: [['xdg-open']],
};

/** An opener that found no browser says so at once; one that found it may run as long as it. */
const verdictMs = 3_000;

/**
 * Opens a URL in the user's browser, without a shell and without waiting for the browser's end.
 *
 * @throws BrokerError `not_supported` if there is no program for it, or it finds no browser.
 */
export async function openUserBrowser(url: string): Promise<void> {
  for (const [program, ...fixed] of openers[currentPlatform()]) {
    if (await opens(program, [...fixed, url])) return;
  }
  throw new BrokerError({
    code: 'not_supported',
    message: 'acquireTokenInteractive: no program was found that opens a browser',
    hint: 'Pass openBrowser, a function that opens the URL it gets; or use acquireTokenByDeviceCode.',
  });
}

async function opens(program: string, parameters: readonly string[]): Promise<boolean> {
  const child = spawn(program, parameters, { detached: true, stdio: 'ignore' });
  child.unref();
  try {
    const signal = AbortSignal.timeout(verdictMs);
    const [code] = (await once(child, 'exit', { signal })) as [number | null];
    return code === 0;
  } catch (error) {
    // Still running, or else not installed or not to be run: the next one may be.
    return error instanceof Error && error.name === 'AbortError';
  }
}

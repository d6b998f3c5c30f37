// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import path from 'node:path';
import { checkout, runProgram, type Ending, type ProgramOptions } from '../support/program.js';
import { scenarioWith, waitingForUser } from '../support/scenarios.js';

jest.setTimeout(40_000);

const interactive = 'acquireTokenInteractively';
const ada = 'ada@contoso.example';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterEach(() => {
  simulator.setScenario('default');
});

afterAll(async () => {
  await simulator.stop();
});

/** Runs an example until it ends by itself, with the simulator as its broker. */
function run(
  example: string,
  environment: Readonly<Record<string, string>> = {},
  meanwhile?: ProgramOptions['meanwhile'],
): Promise<Ending> {
  const file = path.parse(path.join(checkout, 'examples', example));
  // No client id of the developer's shell, and no tool or display of the desktop.
  const clean = { CLIENT_ID: undefined, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
  return runProgram(file.base, {
    folder: file.dir,
    environment: { ...clean, ...simulator.env, ...environment },
    ...(meanwhile === undefined ? {} : { meanwhile }),
  });
}

/** What the broker was asked for tokens since then. */
function tokenCalls(after: number): readonly string[] {
  const methods = simulator.requests.slice(after).map(({ method }) => method);
  return methods.filter((method) => method.startsWith('acquireToken'));
}

const well = { code: 0, signal: null, stderr: '' };

describe('console', () => {
  it('walks through the operations', async () => {
    const { stdout, ...ending } = await run('console/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toContain(`account             ${ada}`);
    expect(stdout).toContain('accounts left       0');
  });
});

describe('msal-node', () => {
  it('signs in without a window where the broker can, and signs out', async () => {
    const after = simulator.requests.length;
    const { stdout, ...ending } = await run('msal-node/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toMatch(/^signed in as ada@contoso\.example\nscopes .*\nsigned out\n$/);
    expect(tokenCalls(after)).toEqual(['acquireTokenSilently']);
  });

  it('opens the window that the broker asks for', async () => {
    simulator.setScenario('mfa');
    const after = simulator.requests.length;
    const { stdout, ...ending } = await run('msal-node/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toContain(`signed in as ${ada}`);
    expect(tokenCalls(after)).toEqual(['acquireTokenSilently', interactive]);
  });

  it('says why there is no broker', async () => {
    const { code, stderr } = await run('msal-node/main.mjs', {
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('no broker');
  });
});

describe('@azure/identity', () => {
  it('gets a token without a window', async () => {
    const after = simulator.requests.length;
    const { stdout, ...ending } = await run('azure-identity/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toMatch(/^a token for Microsoft Graph until /);
    expect(tokenCalls(after)).toEqual(['acquireTokenSilently']);
  });

  it('falls back to the window', async () => {
    simulator.setScenario('mfa');
    const after = simulator.requests.length;
    expect(await run('azure-identity/main.mjs')).toMatchObject(well);
    expect(tokenCalls(after)).toEqual(['acquireTokenSilently', interactive]);
  });
});

describe('client', () => {
  it('signs in without a window where the broker can', async () => {
    const { stdout, ...ending } = await run('client/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toMatch(/^The broker is on \(dbus\)\nSigned in as ada@contoso\.example\n/);
    expect(stdout).toMatch(/^It came from: broker$/m);
  });

  it('says that the user is asked before the window opens', async () => {
    simulator.setScenario('mfa');
    const { stdout, ...ending } = await run('client/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toContain(`You are asked to sign in (broker)\nSigned in as ${ada}\n`);
  });
});

describe('the four rules', () => {
  it('signs in through the broker', async () => {
    const { stdout, ...ending } = await run('four-rules/main.mjs');
    expect(ending).toMatchObject(well);
    expect(stdout).toBe(`broker    on\nsigned in ${ada}, token from broker\n`);
  });

  // What it does without a broker needs a browser: test/browser/four-rules.test.ts.
  it('opens no browser after the user refused', async () => {
    simulator.setScenario(
      scenarioWith({ policies: [{ effect: 'mfa_required' }], interactive: { answer: 'refuse' } }),
    );
    const { code, stdout } = await run('four-rules/main.mjs');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed +user_canceled\nthat is +rule 4/m);
  });
});

describe('Electron, with a stub for the electron module', () => {
  /** Where require() finds what is not installed. */
  const stubs = path.join(checkout, 'test/examples/stubs');
  const window = 0x2a0_0007;
  const environment = { NODE_PATH: stubs, STUB_WINDOW: String(window) };

  it("signs in with the broker's window over the app's", async () => {
    const after = simulator.requests.length;
    const { stdout, ...ending } = await run('electron/main.cjs', environment);
    expect(ending).toMatchObject(well);
    expect(stdout).toBe(`Signing in -> Signed in as ${ada}\n`);
    const request = simulator.requests.slice(after).find(({ method }) => method === interactive);
    expect(request?.body).toMatchObject({
      parentWindowHandle: window,
      authParameters: { parentWindow: { handle: window } },
    });
  });

  it("takes the broker's window away when the user closes the app's", async () => {
    simulator.setScenario(waitingForUser);
    const after = simulator.requests.length;
    const { stdout, ...ending } = await run('electron/main.cjs', environment, async (child) => {
      await simulator.waitForInteraction();
      child.kill('SIGUSR2');
    });
    expect(ending).toMatchObject(well);
    expect(stdout).toBe('quit\n');
    await simulator.waitForRequest('cancelInteractiveFlow', { after });
  });
});

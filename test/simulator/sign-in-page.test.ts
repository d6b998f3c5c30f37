// SPDX-License-Identifier: MIT
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { startSimulator, type Simulator } from '../../simulator/src/index.js';
import { ada, askToken, askTokenError } from './support/asking.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

let simulator: Simulator;
let url: URL;
beforeEach(async () => {
  simulator = await startSimulator({ front: 'in-process', ui: 'web' });
  url = new URL(simulator.uiUrl ?? '');
});
afterEach(() => simulator.stop());

interface Ask {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function fetched(ask: Ask): Promise<IncomingMessage> {
  const { path = url.pathname, method = 'GET', headers = {}, body = '' } = ask;
  const sent = request({ host: url.hostname, port: url.port, path, method, headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

async function statusOf(ask: Ask): Promise<number | undefined> {
  const response = await fetched(ask);
  response.resume();
  return response.statusCode;
}

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Ask => ({
  path: `${url.pathname}answer`,
  method: 'POST',
  headers: { Origin: url.origin, 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

test('it listens on the local host only, under a path that cannot be guessed', () => {
  expect(url.hostname).toBe('127.0.0.1');
  expect(url.pathname).toMatch(/^\/[\w-]{32}\/$/);
});

test('it may load nothing from elsewhere and be framed by nobody', async () => {
  const { headers } = await fetched({});
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'/);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test.each([
  ['without the secret path', { path: '/' }],
  ['for another host name', { headers: { Host: 'attacker.example' } }],
  ['for a file that is not the page’s', { path: 'SECRET../package.json' }],
])('%s there is nothing', async (_what, ask: Ask) => {
  const path = ask.path?.replace('SECRET', url.pathname) ?? url.pathname;
  expect(await statusOf({ ...ask, path })).toBe(404);
});

describe('an answer', () => {
  test('signs in as the account that was picked', async () => {
    const token = askToken(simulator, {}, 'acquireTokenInteractively');
    const { id } = await simulator.waitForInteraction();
    expect(await statusOf(post({ id, pick: ada }))).toBe(204);
    expect((await token).account['username']).toBe(ada);
  });

  test('comes too late for a window that is closed', async () => {
    const error = askTokenError(simulator, {}, 'acquireTokenInteractively');
    const { id } = await simulator.waitForInteraction();
    simulator.answerInteractive('refuse');
    await error;
    expect(await statusOf(post({ id, pick: ada }))).toBe(409);
  });

  test.each<[string, number, unknown, Readonly<Record<string, string>>]>([
    ['from another site', 403, { refuse: true }, { Origin: 'https://attacker.example' }],
    ['as a form', 415, { refuse: true }, { 'Content-Type': 'text/plain' }],
    ['with an account that was not offered', 400, { pick: 'eve@contoso.example' }, {}],
    ['of another shape', 400, {}, {}],
    ['of great length', 413, { pick: 'x'.repeat(5000) }, {}],
  ])('%s is refused with %i and leaves the window open', async (_what, status, body, headers) => {
    const error = askTokenError(simulator, {}, 'acquireTokenInteractively');
    const { id } = await simulator.waitForInteraction();
    expect(await statusOf(post({ id, ...(body as object) }, headers))).toBe(status);
    expect(simulator.pendingInteractions).toHaveLength(1);
    simulator.answerInteractive('refuse');
    await error;
  });
});

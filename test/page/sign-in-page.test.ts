// SPDX-License-Identifier: MIT
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startSimulator, type Simulator } from '../../simulator/src/index.js';
import { askToken, askTokenError, clientId, grace } from '../simulator/support/asking.js';

const interactively = 'acquireTokenInteractively';

let browser: Browser;
let context: BrowserContext;
let simulator: Simulator;
let page: Page;

jest.setTimeout(30_000);

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  simulator = await startSimulator({ front: 'in-process', ui: 'web' });
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await simulator.stop();
});

const open = (): Promise<unknown> => page.goto(simulator.uiUrl ?? '');
const title = (name: string): Promise<void> => page.getByRole('heading', { name }).waitFor();

test('a person picks an account, and the page waits for the next request', async () => {
  await open();
  await title('No sign-in is waiting');
  const token = askToken(simulator, {}, interactively);
  await title('Pick an account');
  await page.getByRole('button', { name: grace }).click();
  expect((await token).account['username']).toBe(grace);
  await title('No sign-in is waiting');
});

test('the page tells which app asks for what, also when it is opened late', async () => {
  const additionalQueryParametersForAuthorization = {
    prompt: 'login',
    domain_hint: 'contoso.example',
  };
  const error = askTokenError(
    simulator,
    { additionalQueryParametersForAuthorization },
    interactively,
  );
  await simulator.waitForInteraction();
  await open();
  const details = page.getByRole('definition');
  await details.first().waitFor();
  expect(await details.allTextContents()).toEqual([
    clientId,
    'User.Read',
    'login',
    'ada@contoso.example',
    'contoso.example',
  ]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await error;
});

test('Cancel refuses: the user cancelled', async () => {
  await open();
  const error = askTokenError(simulator, {}, interactively);
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await error).toMatchObject({ status: 7 });
});

test('closing the page refuses', async () => {
  await open();
  const error = askTokenError(simulator, {}, interactively);
  await title('Pick an account');
  await page.close();
  expect(await error).toMatchObject({ status: 7 });
});

test('leaving the page refuses', async () => {
  await open();
  const error = askTokenError(simulator, {}, interactively);
  await title('Pick an account');
  await page.goto('about:blank');
  expect(await error).toMatchObject({ status: 7 });
});

test('reloading the page does not', async () => {
  await open();
  const token = askToken(simulator, {}, interactively);
  await title('Pick an account');
  await page.reload();
  await page.getByRole('button', { name: grace }).click();
  expect((await token).account['username']).toBe(grace);
});

test('the page works from the keyboard alone', async () => {
  await open();
  const token = askToken(simulator, {}, interactively);
  await title('Pick an account');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect((await token).account['username']).toBe(grace);
});

test('the page loads nothing but its own files, and no script or style breaks its policy', async () => {
  const addresses: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await open();
  await title('No sign-in is waiting');
  const own = addresses.filter((address) => !address.startsWith('data:'));
  expect(own.every((address) => address.startsWith(simulator.uiUrl ?? 'none'))).toBe(true);
  expect(own).toHaveLength(4);
  expect(complaints).toEqual([]);
});

test('a name that looks like HTML is shown as text', async () => {
  const tenant = { id: '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01', domain: 'contoso.example' };
  const name = '<img src=x onerror=alert(1)>';
  const oid = 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01';
  const accounts = [{ username: 'ada@contoso.example', oid, tenant: tenant.id, name }];
  simulator.setScenario({ tenants: [tenant], accounts });
  await open();
  const error = askTokenError(simulator, {}, interactively);
  await page.getByText(name).waitFor();
  expect(await page.locator('img').count()).toBe(0);
  simulator.answerInteractive('refuse');
  await error;
});

test('the page says when the simulator has ended', async () => {
  await open();
  await title('No sign-in is waiting');
  await simulator.stop();
  await title('The simulator has ended');
});

// SPDX-License-Identifier: MIT
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ada } from '../../support/requests.js';
import { TemporaryFolder } from '../../support/temporary-folder.js';

/** What the person does on the provider's page. */
export type Answer = 'sign in' | 'cancel' | 'look away';

/** Stands for the desktop's own, and takes the address to the person. */
const opener = `#!${process.execPath}
void fetch(process.env.DOOR, { method: 'POST', body: process.argv[2] });
`;

/**
 * Somebody at a headless Chromium: a program posts the address of a page to DOOR, or has xdg-open
 * do it, and the person answers that page.
 */
export class Person implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #door: Server;
  readonly #folder = new TemporaryFolder();
  readonly #pages = new EventEmitter();
  /** Answers to the pages to come; without one the person signs in. */
  readonly answers: Answer[] = [];
  /** Addresses that were opened. */
  readonly opened: URL[] = [];
  /** What went wrong in the browser: the test looks, since the program cannot know. */
  readonly mishaps: unknown[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
    this.#door = createServer((request, response) => {
      void text(request).then((address) => {
        response.end();
        return this.#visit(new URL(address)).catch((error: unknown) => this.mishaps.push(error));
      });
    });
  }

  static async sitsDown(): Promise<Person> {
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        // The login page asks for a font from the network.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
      ],
    });
    const person = new Person(browser);
    writeFileSync(person.#folder.file('xdg-open'), opener, { mode: 0o755 });
    person.#door.listen(0, '127.0.0.1');
    await once(person.#door, 'listening');
    return person;
  }

  /** For the program that opens a browser. */
  get environment(): Readonly<Record<'DOOR' | 'PATH', string>> {
    const { port } = this.#door.address() as AddressInfo;
    const searched = `${this.#folder.path}:${process.env['PATH'] ?? ''}`;
    return { DOOR: `http://127.0.0.1:${port}`, PATH: searched };
  }

  /** Until the next page is there. */
  async looksAtPage(): Promise<void> {
    await once(this.#pages, 'seen', { signal: AbortSignal.timeout(20_000) });
  }

  async #visit(address: URL): Promise<void> {
    this.opened.push(address);
    const answer = this.answers.shift() ?? 'sign in';
    // Nobody but the test knows the provider's certificate.
    await using context = await this.#browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(address.href);
    this.#pages.emit('seen');
    if (answer === 'look away') return;
    if (answer === 'cancel') await page.getByRole('link', { name: 'Cancel' }).click();
    else await signIn(page);
    await page.waitForURL((url) => url.protocol === 'http:', { waitUntil: 'commit' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#door.closeAllConnections();
    const closed = once(this.#door, 'close');
    this.#door.close();
    await Promise.all([closed, this.#browser.close()]);
    this.#folder[Symbol.dispose]();
  }
}

async function signIn(page: Page): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(ada.username);
  await page.getByPlaceholder('and password').fill('invented');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

// SPDX-License-Identifier: MIT
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { clientId } from '../../support/requests.js';
import { TemporaryFolder } from '../../support/temporary-folder.js';
import { makeCertificate } from './certificate.js';

type Message = { readonly issuer: string } | { readonly grant: string };

/** A local OpenID provider over HTTPS; a process of its own, since its package is ESM only. */
export class OpenIdProvider implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;
  /** For an app that speaks plain OpenID Connect. */
  readonly issuer: string;
  /** For the program that signs in: it trusts the certificate, and nobody else does. */
  readonly environment: Readonly<Record<string, string>>;
  /** What was asked of the token endpoint and given, in order. */
  readonly grants: string[] = [];

  private constructor(child: ChildProcess, folder: TemporaryFolder, issuer: string, file: string) {
    this.#child = child;
    this.#folder = folder;
    this.issuer = issuer;
    this.environment = { NODE_EXTRA_CA_CERTS: file };
    child.on('message', (message: Message) => {
      if ('grant' in message) this.grants.push(message.grant);
    });
  }

  /** The same as a tenant of a private cloud, as Entra lays out its addresses. */
  get tenantAuthority(): string {
    return this.issuer.replace(/\/v2\.0$/, '');
  }

  /** `localhost` and the port. */
  get host(): string {
    return new URL(this.issuer).host;
  }

  static async start(): Promise<OpenIdProvider> {
    const folder = new TemporaryFolder();
    const { keyFile, file } = makeCertificate(folder);
    const program = path.join(path.dirname(__dirname), 'programs', 'openid-provider.mjs');
    // Its package warns of everything that makes it a toy.
    const child = fork(program, [keyFile, file, clientId], { stdio: 'ignore' });
    const [message] = (await once(child, 'message')) as [{ readonly issuer: string }];
    return new OpenIdProvider(child, folder, message.issuer, file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
    this.#folder[Symbol.dispose]();
  }
}

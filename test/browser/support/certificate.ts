// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import type { TemporaryFolder } from '../../support/temporary-folder.js';

export interface Certificate {
  readonly keyFile: string;
  /** Signed by its own key: what trusts it needs no other file. */
  readonly file: string;
}

/** A certificate for localhost that is made now and forgotten with the folder. */
export function makeCertificate(folder: TemporaryFolder): Certificate {
  const certificate = { keyFile: folder.file('key.pem'), file: folder.file('certificate.pem') };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', certificate.keyFile, '-out', certificate.file];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...subject, ...files], {
    stdio: 'pipe',
  });
  return certificate;
}

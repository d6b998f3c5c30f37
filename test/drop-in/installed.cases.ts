// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import type { TestBed } from './test-bed.js';

export function installedCases(bed: () => TestBed): void {
  /** Paths of what is installed, below node_modules. */
  const installed = () =>
    readdirSync(bed().project.installed(), { recursive: true, encoding: 'utf8' });

  /** Where a package is installed, once or more often. */
  const copiesOf = (name: string) =>
    installed().filter((file) => `/${file}`.endsWith(`/node_modules/${name}`) || file === name);

  const manifestOf = (name: string): unknown =>
    JSON.parse(readFileSync(bed().project.installed(name, 'package.json'), 'utf8'));

  it("leaves nothing of Microsoft's runtime", () => {
    expect(copiesOf('@azure/msal-node-runtime')).toHaveLength(1);
    expect(manifestOf('@azure/msal-node-runtime')).toMatchObject({
      name: 'entra-broker-msal-node-runtime',
    });
  });

  it('has no binaries but those of entra-broker, of keytar, and of the plug-in for Windows', () => {
    const owners = installed()
      .filter((file) => /\.(node|so|dll|dylib)$/.test(file))
      .map((file) => /^(@[^/]+\/)?[^/]+/.exec(file)?.[0]);
    const allowed = ['@azure/msal-node-extensions', 'entra-broker', 'keytar'];
    expect([...new Set(owners)].sort()).toEqual(allowed);
  });

  it('shares one copy of entra-broker between plug-in and runtime', () => {
    expect(copiesOf('entra-broker')).toEqual(['entra-broker']);
  });

  it("has Microsoft's plug-in as it is on the registry, and a keytar compiled for it", () => {
    expect(manifestOf('@azure/msal-node-extensions')).toMatchObject({
      version: '5.6.0',
      dependencies: { '@azure/msal-node-runtime': '^0.20.0' },
    });
    expect(installed()).toContain('keytar/build/Release/keytar.node');
  });
}

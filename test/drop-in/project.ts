// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkout, pack } from '../package/tarball.js';
import { runProgram, type Ending, type ProgramOptions } from '../support/program.js';

/** Microsoft's packages as an app has them today. */
const microsofts = {
  '@azure/identity': '4.14.1',
  '@azure/identity-broker': '1.4.2',
  '@azure/msal-node': '7.2.1',
  '@azure/msal-node-extensions': '5.6.0',
};

/** The versions between which the plug-in's types are promised to fit. */
export const oldestMsalNode = '2.9.2';
export const newestMsalNode = microsofts['@azure/msal-node'];

/** Our packages as npm would publish them; paths of tarballs in `folder`. */
export interface PackedPackages {
  readonly library: string;
  readonly simulator: string;
  readonly runtime: string;
}

export function packInto(folder: string): PackedPackages {
  return {
    library: pack('.', folder).file,
    simulator: pack('simulator', folder).file,
    runtime: pack('compat/msal-node-runtime', folder).file,
  };
}

/** A folder with a package.json, into which npm installs without running a script. */
export class Project {
  constructor(readonly folder: string) {}

  /** An app on Microsoft's packages whose runtime is ours, and nothing else changed. */
  static onMicrosoftsPackages(folder: string, packed: PackedPackages): Project {
    return Project.install(folder, {
      dependencies: {
        ...microsofts,
        '@types/node': versionHere('@types/node'),
        'entra-broker': `file:${packed.library}`,
        'entra-broker-simulator': `file:${packed.simulator}`,
      },
      // Of published packages, an app writes "npm:entra-broker-msal-node-runtime@^0.20.7" here.
      // Before there is one to fetch, the tarball stands for it.
      overrides: { '@azure/msal-node-runtime': `file:${packed.runtime}` },
    });
  }

  /** An app on that msal-node with our plug-in, and nothing else of Microsoft's. */
  static onMsalNode(folder: string, msalNode: string, packed: PackedPackages): Project {
    return Project.install(folder, {
      dependencies: {
        '@azure/msal-node': msalNode,
        '@types/node': versionHere('@types/node'),
        'entra-broker': `file:${packed.library}`,
      },
    });
  }

  private static install(folder: string, manifest: object): Project {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    const quiet = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    execFileSync('npm', ['install', ...quiet], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    cpSync(path.join(__dirname, 'programs'), path.join(folder, 'programs'), { recursive: true });
    return new Project(folder);
  }

  /** A path inside an installed package. */
  installed(...names: readonly string[]): string {
    return path.join(this.folder, 'node_modules', ...names);
  }

  run(program: string, options: ProgramOptions): Promise<Ending> {
    return runProgram(program, { ...options, folder: path.join(this.folder, 'programs') });
  }
}

function versionHere(name: string): string {
  const file = path.join(checkout, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

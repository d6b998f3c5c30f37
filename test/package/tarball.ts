// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const checkout = dirname(dirname(__dirname));

export interface Tarball {
  readonly file: string;
  /** What is in it, without the leading `package/`, sorted. */
  readonly content: readonly string[];
}

/** Packs the package in that folder of the checkout. */
export function pack(folder: string, destination: string): Tarball {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  const output = execFileSync('npm', args, {
    cwd: join(checkout, folder),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [report] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  if (report === undefined) throw new Error(`npm pack reported nothing for ${folder}`);
  return {
    file: join(destination, report.filename),
    content: report.files.map((file) => file.path).sort(),
  };
}

/** What tsc makes of every source in a folder: the code and its types. */
export function compiled(sources: string): readonly string[] {
  const folder = join(checkout, sources);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => join('dist', relative(folder, join(entry.parentPath, entry.name))))
    .flatMap((path) => [path.replace(/ts$/, 'js'), path.replace(/(\.m?ts)$/, '.d$1')]);
}

/** Every file in these folders of a package, which are packed as they are. */
export function filesIn(folder: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    readdirSync(join(checkout, folder, name)).map((file) => join(name, file)),
  );
}

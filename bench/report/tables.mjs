// SPDX-License-Identifier: MIT
// @ts-check
import { slowCalls, usualSize } from '../plan.mjs';
import { spreadOf } from '../statistics.mjs';
import { callTable, findingsOf, isMet, sizeTable } from './findings.mjs';
import { byteSize, short, withQuartiles } from './numbers.mjs';

/**
 * @typedef {import('../samples.mjs').Samples} Samples
 * @typedef {import('../installed-packages.mjs').PackageSize} PackageSize
 * @typedef {import('../measure-loading.mjs').Load} Load
 *
 * @typedef {object} Run
 * @property {Samples} samples
 * @property {{ own: PackageSize, runtime: PackageSize & { version: string } }} packages
 * @property {readonly Load[]} loads
 * @property {Readonly<Record<string, string>>} machine
 * @property {number} rounds
 */

/** How the clients are called in tables and plots. @type {Readonly<Record<string, string>>} */
export const clientNames = {
  raw: 'raw C on libdbus',
  channel: 'entra-broker, channel only',
  broker: 'entra-broker, acquireTokenSilently',
  'runtime renew': 'Microsoft’s runtime, un-cached',
  'runtime cached': 'Microsoft’s runtime, cached',
};

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  const widths = head.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? '')].map((text) => text.length)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** @param {import('./findings.mjs').Finding} finding */
function verdictOn(finding) {
  const met = isMet(finding);
  if (met === undefined) return 'not measured';
  return met ? 'met' : '**missed**';
}

/** @param {Run} run */
export function targetTable({ samples, packages }) {
  const rows = findingsOf(samples, packages).map((finding) => {
    const { title, value, unit, target } = finding;
    const limit = 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
    return [title, `${withQuartiles(value)} ${unit}`, limit, verdictOn(finding)];
  });
  return table(['what', 'measured: median (quartiles)', 'target', ''], rows);
}

/** @param {Run} run */
export function latencyTable({ samples }) {
  const rows = callTable(samples).map(({ who, p50, p99, cpu, ratio }) => [
    clientNames[who] ?? who,
    withQuartiles(ratio),
    short(spreadOf(p50).middle),
    short(spreadOf(p99).middle),
    short(spreadOf(cpu).middle),
  ]);
  const head = ['client', 'p50 of raw C’s', 'p50, µs', 'p99, µs', 'CPU of the client, µs'];
  return table(head, rows);
}

/** @param {Run} run */
export function throughputTable({ samples }) {
  const clients = callTable(samples);
  const head = (clients[0]?.flights ?? []).flatMap(({ flight }) => [
    `${flight} in flight, per second`,
    'of raw C’s',
  ]);
  const rows = clients.map(({ who, flights }) => [
    clientNames[who] ?? who,
    ...flights.flatMap(({ perSecond, ratio }) => [
      short(spreadOf(perSecond).middle),
      withQuartiles(ratio),
    ]),
  ]);
  return table(['client', ...head], rows);
}

/** @param {Run} run */
export function replySizeTable({ samples }) {
  const rows = sizeTable(samples).map(({ size, raw, channel, broker }) => [
    byteSize(size),
    short(raw.middle),
    withQuartiles(channel),
    withQuartiles(broker),
  ]);
  const head = ['answer', 'raw C: p50, µs', 'channel, of raw C’s', 'silent call, of raw C’s'];
  return table(head, rows);
}

/** @type {Readonly<Record<string, string>>} */
const stageNames = {
  bare: 'bare node',
  require: 'require()',
  open: 'require() and openBroker()',
  accounts: '… and the first getAccounts()',
  discover: 'require() and the first DiscoverAccountsAsync()',
};

/** @param {Run} run */
export function loadTable({ samples, loads }) {
  const rows = loads.map(({ who, stage }) => {
    /** @param {string} field */
    const figures = (field) => spreadOf(samples.of(who, `load ${stage}`, field));
    const rss = figures('rss');
    const name = who === 'runtime' ? '@azure/msal-node-runtime' : who;
    return [
      stage === 'bare' ? '–' : name,
      stageNames[stage] ?? stage,
      stage === 'bare' ? '–' : withQuartiles(figures('ms')),
      short(rss.middle / 2 ** 20),
      short(figures('libraries').middle),
    ];
  });
  return table(['package', 'stage', 'ms', 'RSS added, MiB', 'mapped libraries'], rows);
}

/** @param {Run} run */
export function packageTable({ packages: { own, runtime } }) {
  return table(
    ['package', 'packed', 'unpacked'],
    [
      [
        'entra-broker with its dependency, this platform',
        byteSize(own.packed),
        byteSize(own.unpacked),
      ],
      [
        `@azure/msal-node-runtime ${runtime.version}`,
        byteSize(runtime.packed),
        byteSize(runtime.unpacked),
      ],
    ],
  );
}

/** @param {Run} run */
export function stallTable({ samples }) {
  const rows = [
    ['entra-broker', samples.of('broker', 'stall', 'stallMs')],
    ['Node beside it, with nothing to do', samples.of('channel', 'idle', 'stallMs')],
    ['Microsoft’s runtime', samples.of('runtime renew', 'stall', 'stallMs')],
  ];
  return table(
    ['client', 'longest stall, ms', 'worst round, ms'],
    rows.map(([who, values]) => [
      String(who),
      withQuartiles(spreadOf(/** @type {number[]} */ (values))),
      short(Math.max(.../** @type {number[]} */ (values))),
    ]),
  );
}

/** @param {Run} run @returns {string} The whole report, as Markdown. */
export function reportOf(run) {
  const facts = Object.entries(run.machine).map(([name, value]) => `- ${name}: ${value}`);
  const sections = [
    ['Targets', targetTable(run)],
    [`One call after the other, answers of ${byteSize(usualSize)}`, latencyTable(run)],
    ['Calls in flight', throughputTable(run)],
    ['By the size of the answer', replySizeTable(run)],
    ['Loading, in a fresh process', loadTable(run)],
    [`Event loop, ${slowCalls} slow calls and a cancelled window`, stallTable(run)],
    ['Size of the package', packageTable(run)],
    ['Machine', [...facts, `- rounds: ${run.rounds}`].join('\n')],
  ];
  return sections.map(([title, text]) => `### ${title}\n\n${text}\n`).join('\n');
}

// SPDX-License-Identifier: MIT
// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../../scripts/setup/root.mjs';
import { flights, sizes } from '../plan.mjs';
import { spreadOf } from '../statistics.mjs';
import { byteSize } from './numbers.mjs';
import { plot } from './plot.mjs';
import { clientNames, reportOf } from './tables.mjs';

/** @typedef {import('./tables.mjs').Run} Run */

/** Told apart also by those who do not see red and green (Okabe and Ito). */
const colors = {
  raw: '#555555',
  channel: '#0072b2',
  broker: '#009e73',
  'runtime renew': '#d55e00',
  'runtime cached': '#e69f00',
};

const begin = '<!-- measured: npm run bench -- --docs -->';
const end = '<!-- end of what was measured -->';

/** @param {(who: string) => { x: number, y: readonly number[] }[]} pointsOf */
function linesOf(pointsOf) {
  return Object.entries(colors)
    .map(([who, color]) => ({
      name: clientNames[who] ?? who,
      color,
      points: pointsOf(who)
        .filter(({ y }) => y.length > 0)
        .map(({ x, y }) => ({ x, y: spreadOf(y) })),
    }))
    .filter(({ points }) => points.length > 0);
}

/** @param {Run} run */
function drawing({ samples }) {
  /** @param {string} who @param {number} flight */
  const timePerCall = (who, flight) =>
    samples.of(who, `throughput ${flight}`, 'perSecond').map((perSecond) => 1e6 / perSecond);
  return plot([
    {
      title: 'Time per call, by calls in flight',
      xLabel: 'calls in flight (1: median latency; more: the inverse of the throughput)',
      ticks: [1, ...flights].map((flight) => ({ x: flight, label: String(flight) })),
      lines: linesOf((who) => [
        { x: 1, y: samples.of(who, 'latency', 'p50') },
        ...flights.map((flight) => ({ x: flight, y: timePerCall(who, flight) })),
      ]),
    },
    {
      title: 'Time per call, by the size of the answer',
      xLabel: 'size of the answer; 1 call in flight, median latency',
      ticks: sizes.map((size) => ({ x: size, label: byteSize(size) })),
      lines: linesOf((who) =>
        sizes.map((size) => ({ x: size, y: samples.of(who, `size ${size}`, 'p50') })),
      ),
    },
  ]);
}

/** Puts the run into docs/: the plot, and the tables between the two marks. @param {Run} run */
export async function writeDocs(run) {
  const page = join(root, 'docs', 'benchmarks.md');
  const text = readFileSync(page, 'utf8');
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  const after = text.slice(text.indexOf(end));
  const filled = `${before}\n\n${reportOf(run)}\n${after}`;
  const style = await resolveConfig(page);
  writeFileSync(page, await format(filled, { ...style, filepath: page }));
  writeFileSync(join(root, 'docs', 'benchmarks.svg'), drawing(run));
}

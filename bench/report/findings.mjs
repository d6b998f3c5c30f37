// SPDX-License-Identifier: MIT
// @ts-check
import { flights, sizes } from '../plan.mjs';
import { pairedRatio, spreadOf } from '../statistics.mjs';

/**
 * @typedef {import('../statistics.mjs').Spread} Spread
 * @typedef {import('../samples.mjs').Samples} Samples
 * @typedef {import('../installed-packages.mjs').PackageSize} PackageSize
 */

/**
 * One line of the table of targets.
 * @typedef {object} Finding
 * @property {string} title
 * @property {Spread} value
 * @property {string} unit
 * @property {{ atMost: number } | { atLeast: number }} target
 */

/** @param {Finding} finding Whether its median keeps the target; undefined if not measured. */
export function isMet({ value, target }) {
  if (Number.isNaN(value.middle)) return undefined;
  return 'atMost' in target ? value.middle <= target.atMost : value.middle >= target.atLeast;
}

/** The cost of a call may differ by so much between few in flight and many: "flat". */
const flat = 1.25;

/**
 * @param {Samples} samples
 * @param {{ own: PackageSize, runtime: PackageSize }} packages
 * @returns {Finding[]}
 */
export function findingsOf(samples, packages) {
  /** @param {string} one @param {string} other @param {string} what @param {string} field */
  const ratio = (one, other, what, field) =>
    pairedRatio(samples.of(one, what, field), samples.of(other, what, field));
  const loading = loadingFindings(samples);
  const costInCrowd = (/** @type {string} */ who) =>
    pairedRatio(
      samples.of(who, `throughput ${flights.at(-1)}`, 'cpu'),
      samples.of(who, `throughput ${flights[0]}`, 'cpu'),
    );
  const crowd = `${flights.at(-1)} in flight beside ${flights[0]}`;
  return [
    {
      title: 'Channel: p50 with 1 call in flight, of raw C’s',
      value: ratio('channel', 'raw', 'latency', 'p50'),
      unit: '×',
      target: { atMost: 1.35 },
    },
    {
      title: 'Channel: throughput with 64 in flight, of raw C’s',
      value: ratio('channel', 'raw', 'throughput 64', 'perSecond'),
      unit: '×',
      target: { atLeast: 0.8 },
    },
    {
      title: 'Silent call: faster than Microsoft’s un-cached one, p50',
      value: ratio('runtime renew', 'broker', 'latency', 'p50'),
      unit: '×',
      target: { atLeast: 10 },
    },
    ...loading,
    {
      title: 'Longest event-loop stall, 64 slow calls and a cancel',
      value: spreadOf(samples.of('broker', 'stall', 'stallMs')),
      unit: 'ms',
      target: { atMost: 10 },
    },
    {
      title: `Channel: CPU time per call, ${crowd}`,
      value: costInCrowd('channel'),
      unit: '×',
      target: { atMost: flat },
    },
    {
      title: `Silent call: CPU time per call, ${crowd}`,
      value: costInCrowd('broker'),
      unit: '×',
      target: { atMost: flat },
    },
    {
      title: 'Package: smaller than Microsoft’s, unpacked',
      value: spreadOf([packages.runtime.unpacked / packages.own.unpacked]),
      unit: '×',
      target: { atLeast: 8 },
    },
  ];
}

/** @param {Samples} samples @returns {Finding[]} */
function loadingFindings(samples) {
  /** @param {string} field */
  const advantage = (field) =>
    pairedRatio(
      samples.of('runtime', 'load require', field),
      samples.of('entra-broker', 'load require', field),
    );
  const bare = samples.of('bare', 'load bare', 'libraries');
  const opened = samples.of('entra-broker', 'load open', 'libraries');
  return [
    {
      title: 'require(): faster than Microsoft’s',
      value: advantage('ms'),
      unit: '×',
      target: { atLeast: 25 },
    },
    {
      title: 'require(): less memory added than by Microsoft’s (RSS)',
      value: advantage('rss'),
      unit: '×',
      target: { atLeast: 15 },
    },
    {
      title: 'Libraries mapped before the first call, beyond bare node’s',
      value: spreadOf(opened.map((count, round) => count - (bare[round] ?? NaN))),
      unit: 'more',
      target: { atMost: 2 },
    },
  ];
}

/**
 * What each client did, for the table without targets.
 * @param {Samples} samples
 */
export function callTable(samples) {
  const clients = ['raw', 'channel', 'broker', 'runtime renew', 'runtime cached'];
  return clients
    .map((who) => ({
      who,
      p50: samples.of(who, 'latency', 'p50'),
      p99: samples.of(who, 'latency', 'p99'),
      cpu: samples.of(who, 'latency', 'cpu'),
      ratio: pairedRatio(samples.of(who, 'latency', 'p50'), samples.of('raw', 'latency', 'p50')),
      flights: flights.map((flight) => {
        const what = `throughput ${flight}`;
        const perSecond = samples.of(who, what, 'perSecond');
        return {
          flight,
          perSecond,
          ratio: pairedRatio(perSecond, samples.of('raw', what, 'perSecond')),
        };
      }),
    }))
    .filter(({ p50 }) => p50.length > 0);
}

/** @param {Samples} samples */
export function sizeTable(samples) {
  return sizes.map((size) => {
    /** @param {string} who */
    const p50 = (who) => samples.of(who, `size ${size}`, 'p50');
    return {
      size,
      raw: spreadOf(p50('raw')),
      channel: pairedRatio(p50('channel'), p50('raw')),
      broker: pairedRatio(p50('broker'), p50('raw')),
    };
  });
}

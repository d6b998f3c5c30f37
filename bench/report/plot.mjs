// SPDX-License-Identifier: MIT
// @ts-check
import { short } from './numbers.mjs';

/**
 * @typedef {import('../statistics.mjs').Spread} Spread
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} color
 * @property {readonly { x: number, y: Spread }[]} points
 *
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} xLabel
 * @property {readonly { x: number, label: string }[]} ticks
 * @property {readonly Line[]} lines
 *
 * @typedef {{ x: (value: number) => number, y: (value: number) => number }} Scales
 */

const panelWidth = 520;
const height = 460;
const margin = { top: 56, right: 24, bottom: 52, left: 72 };
const legendRow = 22;
const ink = '#24292f';
const faint = '#d0d7de';

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** @param {number} from @param {number} to @param {number} begin @param {number} end */
function logarithmic(from, to, begin, end) {
  const span = Math.log10(to) - Math.log10(from);
  return (/** @type {number} */ value) =>
    begin + ((Math.log10(value) - Math.log10(from)) / span) * (end - begin);
}

/** @param {readonly number[]} values @returns {number[]} The powers of ten around them. */
function decadesAround(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

/** @param {number} x @param {number} y @param {string} content @param {string} [more] */
function label(x, y, content, more = '') {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(content)}</text>`;
}

/** @param {Line} line @param {Scales} scales */
function drawnLine({ color, points }, { x, y }) {
  const path = points.map((point) => `${x(point.x).toFixed(1)},${y(point.y.middle).toFixed(1)}`);
  const marks = points.map((point) => {
    const place = x(point.x).toFixed(1);
    return (
      `<line x1="${place}" x2="${place}" y1="${y(point.y.low).toFixed(1)}" ` +
      `y2="${y(point.y.high).toFixed(1)}" stroke="${color}" stroke-width="6" opacity="0.35"/>` +
      `<circle cx="${place}" cy="${y(point.y.middle).toFixed(1)}" r="3.5" fill="${color}"/>`
    );
  });
  const stroke = `fill="none" stroke="${color}" stroke-width="2"`;
  return [`<polyline points="${path.join(' ')}" ${stroke}/>`, ...marks].join('\n');
}

/** @param {Panel} panel @param {number} left */
function drawnPanel({ title, xLabel, ticks, lines }, left) {
  const points = lines.flatMap((line) => line.points);
  const decades = decadesAround(points.flatMap(({ y }) => [y.low, y.high]));
  const begin = left + margin.left;
  const end = left + panelWidth - margin.right;
  const bottom = height - margin.bottom;
  const steps = ticks.map((tick) => tick.x);
  const inset = 16;
  const x = logarithmic(Math.min(...steps), Math.max(...steps), begin + inset, end - inset);
  const y = logarithmic(decades[0] ?? 1, decades.at(-1) ?? 10, bottom, margin.top);
  return [
    label(begin, margin.top - 20, title, 'font-size="15" font-weight="600"'),
    ...decades.map(
      (value) =>
        `<line x1="${begin}" x2="${end}" y1="${y(value)}" y2="${y(value)}" stroke="${faint}"/>` +
        label(begin - 8, y(value) + 4, timeLabel(value), 'text-anchor="end"'),
    ),
    ...ticks.map((tick) => label(x(tick.x), bottom + 20, tick.label, 'text-anchor="middle"')),
    label((begin + end) / 2, bottom + 42, xLabel, 'text-anchor="middle"'),
    ...lines.map((line) => drawnLine(line, { x, y })),
  ].join('\n');
}

/** @param {number} microseconds */
function timeLabel(microseconds) {
  return microseconds >= 1000 ? `${short(microseconds / 1000)} ms` : `${short(microseconds)} µs`;
}

/**
 * Panels side by side with one legend, all axes logarithmic; times in microseconds.
 * @param {readonly Panel[]} panels @returns {string} SVG
 */
export function plot(panels) {
  const width = panels.length * panelWidth;
  const legend = [
    ...new Map(panels.flatMap(({ lines }) => lines.map((line) => [line.name, line.color]))),
  ];
  const total = height + legend.length * legendRow + 12;
  const entries = legend.map(([name, color], index) => {
    const y = height + 10 + index * legendRow;
    const line = `<line x1="${margin.left}" x2="${margin.left + 28}" y1="${y}" y2="${y}"`;
    return `${line} stroke="${color}" stroke-width="3"/>${label(margin.left + 38, y + 4, name)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" ` +
      `font-family="system-ui, sans-serif" font-size="12" fill="${ink}">`,
    `<rect width="${width}" height="${total}" fill="white"/>`,
    ...panels.map((panel, index) => drawnPanel(panel, index * panelWidth)),
    ...entries,
    '</svg>\n',
  ].join('\n');
}

// SPDX-License-Identifier: MIT
// @ts-check
import { fileURLToPath } from 'node:url';
import { startDesktop } from './desktop.mjs';
import { callsOfSize, flights, sizes, slowCalls, slowMs, usualSize } from './plan.mjs';
import { LineProcess } from './processes.mjs';
import { messageFiles, programFile } from './programs.mjs';
import { Samples } from './samples.mjs';
import { shuffled } from './statistics.mjs';

/**
 * @typedef {import('./plan.mjs').Plan} Plan
 * @typedef {{ who: string, process: LineProcess }} Client
 * @typedef {{ client: Client, what: string, command: string, beside?: Measurement }} Measurement
 * @typedef {{ pieces: number, measurements: Measurement[] }} Group
 * @typedef {Awaited<ReturnType<typeof import('./private-bus.mjs').startPrivateBus>>} Bus
 */

/** @param {string} name @param {string[]} args */
function nodeClient(name, ...args) {
  return [process.execPath, fileURLToPath(new URL(`clients/${name}`, import.meta.url)), ...args];
}

/**
 * @param {Bus} bus @param {string} packageFolder
 * @param {readonly string[]} warmUp Commands before the first round, so that V8 has compiled what
 *   is measured.
 */
export async function startLocalClients(bus, packageFolder, warmUp) {
  const { request } = messageFiles;
  const commands = {
    raw: [programFile('raw-client'), bus.address, request],
    channel: nodeClient('channel-client.cjs', packageFolder, request),
    broker: nodeClient('broker-client.cjs', packageFolder),
  };
  /** @type {Client[]} */
  const clients = [];
  for (const [who, command] of Object.entries(commands)) {
    const process = await LineProcess.start(command, bus.environment);
    clients.push({ who, process });
    for (const line of warmUp) await process.ask(line);
  }
  return clients;
}

/**
 * Microsoft's runtime, once renewing every token and once with its cache, for one round: its
 * keyring ends after two minutes.
 * @param {Bus} bus
 */
export async function startRuntimeClients(bus) {
  const desktop = await startDesktop(bus.address);
  /** @type {Client[]} */
  const clients = [];
  const stop = async () => {
    for (const { process } of clients) await process.stop();
    await desktop.stop();
  };
  try {
    for (const mode of ['renew', 'cached']) {
      const command = nodeClient('runtime-client.cjs', mode);
      const process = await LineProcess.start(command, desktop.environment);
      clients.push({ who: `runtime ${mode}`, process });
      await process.ask(`latency ${usualSize} 3`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { clients, environment: desktop.environment, stop };
}

/**
 * Groups of measurements that are compared with each other, and so are made close together.
 * @param {readonly Client[]} local @param {readonly Client[]} runtime @param {Plan} plan
 * @returns {Group[]}
 */
export function callGroups(local, runtime, plan) {
  const { pieces, milliseconds, runtimeFlights, runtimeCalls } = plan;
  const latencies = [...local, ...runtime].map((client) => ({
    client,
    what: 'latency',
    command: `latency ${usualSize} ${runtime.includes(client) ? runtimeCalls : plan.calls}`,
  }));
  /** @param {readonly Client[]} clients @param {number} flight */
  const throughputs = (clients, flight) =>
    clients.map((client) => ({
      client,
      what: `throughput ${flight}`,
      command: `throughput ${usualSize} ${flight} ${milliseconds}`,
    }));
  return [
    { pieces, measurements: latencies },
    ...flights.map((flight) => ({ pieces, measurements: throughputs(local, flight) })),
    ...runtimeFlights.map((flight) => ({ pieces: 1, measurements: throughputs(runtime, flight) })),
    { pieces: 1, measurements: stalls(local, runtime) },
  ];
}

/** @param {readonly Client[]} local @param {Plan} plan @returns {Group[]} */
export function sizeGroups(local, plan) {
  return sizes.map((size) => {
    const command = `latency ${size} ${callsOfSize(plan, size)}`;
    const measurements = local.map((client) => ({ client, what: `size ${size}`, command }));
    return { pieces: plan.pieces, measurements };
  });
}

/**
 * @param {readonly Client[]} local @param {readonly Client[]} runtime
 * @returns {Measurement[]}
 */
function stalls(local, runtime) {
  const command = `stall ${slowCalls} ${slowMs}`;
  const broker = local
    .filter(({ who }) => who === 'broker')
    .map((client) => ({ client, what: 'stall', command, beside: idleBeside(local) }));
  return [...broker, ...runtime.slice(0, 1).map((client) => ({ client, what: 'stall', command }))];
}

/**
 * An event loop with nothing to do, watched for as long as our slow calls take.
 * @param {readonly Client[]} local @returns {Measurement}
 */
function idleBeside(local) {
  const client = local.find(({ who }) => who === 'channel');
  if (client === undefined) throw new Error('there is no client of the channel');
  return { client, what: 'idle', command: `idle ${2 * slowMs}` };
}

/**
 * Every measurement once, in a random order. Within a group in short pieces that take turns, so
 * that what disturbs the machine for a moment disturbs all of them.
 * @param {readonly Group[]} groups @param {Samples} samples
 */
export async function measureRound(groups, samples) {
  for (const { pieces, measurements } of shuffled(groups)) {
    const round = new Samples();
    for (let piece = 0; piece < pieces; piece += 1) {
      for (const measurement of shuffled(measurements)) await measure(measurement, round);
    }
    samples.addMedians(round);
  }
}

/** @param {Measurement} measurement @param {Samples} samples */
async function measure({ client, what, command, beside }, samples) {
  const both = [client.process.ask(command)];
  if (beside !== undefined) both.push(measure(beside, samples).then(() => ({})));
  const [figures = {}] = await Promise.all(both);
  samples.add(client.who, what, figures);
}

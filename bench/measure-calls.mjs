// SPDX-License-Identifier: MIT
// @ts-check
import { fileURLToPath } from 'node:url';
import { startDesktop } from './desktop.mjs';
import { callsOfSize, flights, sizes, slowCalls, slowMs, usualSize } from './plan.mjs';
import { LineProcess } from './processes.mjs';
import { messageFiles, programFile } from './programs.mjs';
import { shuffled } from './statistics.mjs';

/**
 * @typedef {import('./plan.mjs').Plan} Plan
 * @typedef {import('./samples.mjs').Samples} Samples
 * @typedef {{ who: string, process: LineProcess }} Client
 * @typedef {{ client: Client, what: string, command: string }} Measurement
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
 * @returns {Measurement[][]}
 */
export function callGroups(local, runtime, plan) {
  const { milliseconds, runtimeFlights, runtimeCalls } = plan;
  const broker = local.find(({ who }) => who === 'broker');
  const watched = [broker, runtime[0]].filter((client) => client !== undefined);
  return [
    [...local, ...runtime].map((client) => ({
      client,
      what: 'latency',
      command: `latency ${usualSize} ${runtime.includes(client) ? runtimeCalls : plan.calls}`,
    })),
    ...flights.map((flight) => {
      const taking = runtimeFlights.includes(flight) ? [...local, ...runtime] : local;
      const command = `throughput ${usualSize} ${flight} ${milliseconds}`;
      return taking.map((client) => ({ client, what: `throughput ${flight}`, command }));
    }),
    watched.map((client) => ({ client, what: 'stall', command: `stall ${slowCalls} ${slowMs}` })),
    broker === undefined ? [] : [{ client: broker, what: 'idle', command: `idle 0 ${slowMs}` }],
  ];
}

/** @param {readonly Client[]} local @param {Plan} plan @returns {Measurement[][]} */
export function sizeGroups(local, plan) {
  return sizes.map((size) => {
    const command = `latency ${size} ${callsOfSize(plan, size)}`;
    return local.map((client) => ({ client, what: `size ${size}`, command }));
  });
}

/**
 * Every measurement once, in a random order.
 * @param {readonly Measurement[][]} groups @param {Samples} samples
 */
export async function measureRound(groups, samples) {
  for (const group of shuffled(groups)) {
    for (const { client, what, command } of shuffled(group)) {
      samples.add(client.who, what, await client.process.ask(command));
    }
  }
}

// SPDX-License-Identifier: MIT
'use strict';
// A short program that goes through the whole native part once: `exercise.cjs [bus address]`.
// It speaks to any broker; what that answers does not matter.
const { once } = require('node:events');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { DbusChannel } = require('../../dist/channels/dbus/channel.js');
const { loadAddon } = require('../../dist/channels/native/load.js');

/** @typedef {import('../../dist/channels/channel.js').ChannelCall} ChannelCall */
/** @typedef {import('../../dist/channels/channel.js').ChannelReply} ChannelReply */

const address = isMainThread ? process.argv[2] : workerData;
const unusable = ['unix:path=/nonexistent', 'tcp:host=127.0.0.1,port=1', 'unixexec:path=/bin/true'];

/** @param {string} method @returns {ChannelCall} */
function invocation(method) {
  const body = JSON.stringify({ padding: 'x'.repeat(10_000) });
  return {
    verb: 'invoke',
    method,
    protocolVersion: '0.0',
    correlationId: '',
    body,
    timeoutMs: 5000,
  };
}

function open(busAddress = address) {
  return new DbusChannel({ address: busAddress, connectTimeoutMs: 2000 });
}

/** Starts a call; the reply comes with its id. @param {DbusChannel} channel @param {ChannelCall} call */
function start(channel, call) {
  let id = 0;
  /** @type {Promise<ChannelReply>} */
  const settled = new Promise((resolve) => {
    id = channel.start(call, resolve);
  });
  return { id, settled };
}

async function useBroker() {
  const channel = open();
  const watching = channel.watch('owner', () => {});
  channel.probe(1000);
  const calls = Array.from({ length: 40 }, () => start(channel, invocation('getAccounts')));
  const pings = Array.from({ length: 5 }, () => start(channel, { verb: 'ping', timeoutMs: 5000 }));
  for (const { id } of calls.slice(0, 10)) channel.cancel(id);
  await Promise.all([...calls, ...pings].map(({ settled }) => settled));
  const flow = start(channel, invocation('acquireTokenInteractively'));
  const cancel = { ...invocation('cancelInteractiveFlow'), onlyWhile: flow.id };
  await start(channel, cancel).settled;
  channel.cancel(flow.id);
  await flow.settled;
  channel.unwatch(watching);
  channel.close();
  const afterwards = await start(channel, invocation('getAccounts')).settled;
  if (afterwards.ok || afterwards.failure.code !== 'closed')
    throw new Error('a closed channel takes calls');
}

async function useNoBroker() {
  for (const busAddress of unusable) {
    const channel = open(busAddress);
    channel.probe(1000);
    const { ok } = await start(channel, invocation('getAccounts')).settled;
    if (ok) throw new Error(`a reply from ${busAddress}`);
    channel.close();
  }
}

/** Programs, which get no variable and so no sanitizer. */
function startPrograms() {
  return new (loadAddon().addon.NativeChannel)('programs', []);
}

async function usePrograms() {
  const programs = startPrograms();
  const scripts = ['echo said', 'kill -9 $$', 'exec sleep 600', 'exec cat /dev/zero', 'exit 7'];
  const ended = scripts.map((script) => {
    let id = 0;
    const settled = new Promise((resolve) => {
      id = programs.start(() => resolve(undefined), 1_000, ['/bin/sh', '-c', script]);
    });
    return { id, settled };
  });
  const [first, , third] = ended;
  if (first === undefined || third === undefined) throw new Error('no programs');
  programs.wait(first.id, 5_000);
  programs.start(() => {}, 5_000, ['/bin/true'], third.id);
  programs.cancel(third.id);
  await Promise.all(ended.map(({ settled }) => settled));
  programs.start(() => {}, 5_000, ['/bin/sleep', '600']);
  programs.close();
}

async function endWorkers() {
  const workers = [1, 2].map(() => new Worker(__filename, { workerData: address }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  await Promise.all(workers.map((worker) => worker.terminate()));
}

async function main() {
  if (!isMainThread) {
    const channel = open();
    for (let round = 0; round < 20; round += 1) start(channel, invocation('getAccounts'));
    startPrograms().start(() => {}, 60_000, ['/bin/sleep', '600']);
    await start(channel, { verb: 'ping', timeoutMs: 5000 }).settled;
    parentPort?.postMessage('under way');
    for (;;) await start(channel, invocation('getAccounts')).settled;
  }
  for (let round = 0; round < 3; round += 1) await useBroker();
  await useNoBroker();
  for (let round = 0; round < 3; round += 1) await usePrograms();
  await endWorkers();
}

void main();

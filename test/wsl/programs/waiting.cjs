// SPDX-License-Identifier: MIT
// Waits for the proxy of a wslinfo, and ends in some way: `waiting.cjs <way> <path of wslinfo>`.
'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { closeSync, existsSync, readFileSync, writeSync } = require('node:fs');
const { setTimeout: delay } = require('node:timers/promises');
const { isMainThread, parentPort, Worker, workerData } = require('node:worker_threads');
const { WslProxyChannel } = require('../../../dist/channels/wsl-proxy/channel.js');

const [way, wslinfoPath] = isMainThread ? process.argv.slice(2) : workerData;
const proxy = `${wslinfoPath.replace(/wslinfo$/, 'a proxy.exe')}.runs`;

function call(channel) {
  const request = { method: 'getAccounts', protocolVersion: '0.0', correlationId: '', body: '{}' };
  let id;
  const settled = new Promise((resolve) => {
    id = channel.start({ verb: 'invoke', ...request, timeoutMs: 20_000 }, resolve);
  });
  return { id, settled };
}

/** Its note is there as soon as it begins, and whole when it ends with a separator. */
async function proxyRuns() {
  while (!existsSync(proxy) || !readFileSync(proxy).includes(0x1e)) await delay(5);
}

async function endsWorker() {
  const worker = new Worker(__filename, { workerData: ['waits', wslinfoPath] });
  await proxyRuns();
  await worker.terminate();
}

async function childrenOfItsOwn(channel) {
  const children = Array.from({ length: 20 }, (_, code) =>
    once(spawn('/bin/sh', ['-c', `exit ${code}`]), 'exit'),
  );
  const calls = Array.from({ length: 20 }, () => call(channel).settled);
  const codes = (await Promise.all(children)).map(([code]) => code);
  const replies = await Promise.all(calls);
  writeSync(3, JSON.stringify({ codes, calls: replies.filter(({ ok }) => ok).length }));
}

async function withoutStandardStreams(channel) {
  for (const descriptor of [0, 1, 2]) closeSync(descriptor);
  const reply = await call(channel).settled;
  writeSync(3, JSON.stringify(reply));
}

async function main() {
  if (way === 'ends its worker' && isMainThread) return endsWorker();
  const channel = new WslProxyChannel({ wslinfoPath });
  if (way === 'probes') return channel.probe(0);
  if (way === 'has children of its own') return childrenOfItsOwn(channel);
  if (way === 'has closed its standard streams') return withoutStandardStreams(channel);
  const { id } = call(channel);
  parentPort?.postMessage('under way');
  await proxyRuns();
  if (way === 'exits') process.exit(0);
  if (way === 'throws') throw new Error('on purpose');
  if (way === 'gives up') channel.unref(id);
  if (way === 'collects its garbage') {
    channel.cancel(id);
    globalThis.gc?.();
  }
  return undefined;
}

void main();

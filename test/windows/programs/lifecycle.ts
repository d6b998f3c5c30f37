// SPDX-License-Identifier: MIT
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import * as ours from 'entra-broker';
import { rejection } from '../../support/broker-errors.js';
import { clientId, silentRequest } from '../../support/requests.js';
import { loadRealWindows } from '../support/real-windows.js';

// Uses a Broker on the native channel as its first argument says, and puts what came of it into the
// file that its second one names. It prints nothing, so that what the library prints shows.

type Package = typeof ours;

/** The folder of the package that this program belongs to: library, binaries and package.json. */
const packageFolder = join(__dirname, '../../..');

async function accountsBy({ openBroker }: Package): Promise<number> {
  const broker = await openBroker();
  return (await broker.getAccounts({ clientId })).length;
}

/** A Broker that listens, and is left open. */
async function idle(): Promise<object> {
  const broker = await ours.openBroker();
  broker.on('accountsChanged', () => undefined);
  const { length } = await broker.getAccounts({ clientId });
  return { accounts: length };
}

async function timedOut(): Promise<object> {
  const broker = await ours.openBroker();
  const call = broker.acquireTokenSilently({ ...silentRequest, timeoutMs: 2_000 });
  return { code: (await rejection(call)).code };
}

async function exit(): Promise<object> {
  const broker = await ours.openBroker();
  await broker.getAccounts({ clientId });
  void broker.acquireTokenSilently(silentRequest);
  setImmediate(() => process.exit(3));
  return {};
}

async function workers(): Promise<object> {
  const all = [1, 2, 3].map(() => new Worker(__filename));
  const answers = all.map(async (worker) => {
    const [accounts, code] = await Promise.all([first(worker, 'message'), first(worker, 'exit')]);
    return { accounts, code };
  });
  return { main: await accountsBy(ours), workers: await Promise.all(answers) };
}

async function first(worker: Worker, event: 'message' | 'exit'): Promise<unknown> {
  return ((await once(worker, event)) as unknown[])[0];
}

/** The package once more, from another folder: as two dependencies of an app may bring it. */
async function copies(): Promise<object> {
  const folder = mkdtempSync(join(packageFolder, 'copy-'));
  try {
    for (const part of ['lib', 'prebuilds', 'package.json']) {
      cpSync(join(packageFolder, part), join(folder, part), { recursive: true });
    }
    const copy = (await import(join(folder, 'lib', 'index.js'))) as Package;
    const accounts = await Promise.all([accountsBy(ours), accountsBy(copy), accountsBy(ours)]);
    return { accounts, same: copy.openBroker === ours.openBroker };
  } finally {
    // Its binary is in use: what can be taken away is.
    rmSync(join(folder, 'lib'), { recursive: true, force: true });
  }
}

/** Many calls with brokers that come and go, after some that pay for what is made once. */
async function calls(): Promise<object> {
  const windows = loadRealWindows();
  const round = async (): Promise<void> => {
    await using broker = await ours.openBroker();
    broker.on('accountsChanged', () => undefined);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0
          ? broker.getAccounts({ clientId })
          : broker.acquireTokenSilently(silentRequest),
      ),
    );
  };
  await round();
  const before = windows.resources();
  for (let i = 0; i < 10; ++i) await round();
  const after = windows.resources();
  return {
    threads: after.threads - before.threads,
    handles: after.handles - before.handles,
    ofAllCalls: 10 / 11,
  };
}

const actions: Readonly<Record<string, () => Promise<object>>> = {
  ...{ idle, timedOut, exit, workers, copies, calls },
};

async function main(name = '', file = ''): Promise<void> {
  const report = await actions[name]?.();
  writeFileSync(file, JSON.stringify(report));
}

if (isMainThread) void main(...process.argv.slice(2));
else void accountsBy(ours).then((accounts) => parentPort?.postMessage(accounts));

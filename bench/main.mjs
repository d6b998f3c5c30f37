// SPDX-License-Identifier: MIT
// @ts-check
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { say } from '../scripts/setup/progress.mjs';
import { runScript, setUp } from '../scripts/setup/set-up.mjs';
import { installOwnPackage, sizeOfInstalled } from './installed-packages.mjs';
import { machineFacts } from './machine.mjs';
import {
  callGroups,
  measureRound,
  sizeGroups,
  startLocalClients,
  startRuntimeClients,
} from './measure-calls.mjs';
import { loadsOf, measureLoads } from './measure-loading.mjs';
import { fullPlan, quickPlan, sizes, usualSize } from './plan.mjs';
import { startPrivateBus } from './private-bus.mjs';
import { pinTo, processorToPinTo } from './processes.mjs';
import { compilePrograms } from './programs.mjs';
import { writeDocs } from './report/docs.mjs';
import { findingsOf, isMet } from './report/findings.mjs';
import { reportOf } from './report/tables.mjs';
import { Samples } from './samples.mjs';

const usage = `usage: npm run bench -- [options]
  --quick      every measurement, too short to mean anything
  --rounds N   how often each is made
  --json FILE  also writes every figure of every round
  --docs       also writes docs/benchmarks.svg and the tables of docs/benchmarks.md
`;

/** @param {string[]} args */
function optionsOf(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        json: { type: 'string' },
        docs: { type: 'boolean', default: false },
      },
    });
    const plan = values.quick ? quickPlan : fullPlan;
    const rounds = Number(values.rounds ?? plan.rounds);
    if (!Number.isInteger(rounds) || rounds < 1) return undefined;
    return { ...values, plan: { ...plan, rounds } };
  } catch {
    return undefined;
  }
}

/** Microsoft's runtime has no binary for other processors. */
const hasRuntime = process.arch === 'x64';

/**
 * @typedef {import('./measure-calls.mjs').Client} Client
 * @typedef {Awaited<ReturnType<typeof startPrivateBus>>} Bus
 */

/**
 * Gives the work a bus of its own with the stand-in and our clients on it.
 * @param {string} packageFolder
 * @param {readonly string[]} warmUp
 * @param {(bus: Bus, clients: readonly Client[]) => Promise<void>} work
 */
async function onFreshBus(packageFolder, warmUp, work) {
  const bus = await startPrivateBus();
  /** @type {readonly Client[]} */
  let clients = [];
  try {
    say('warming up …');
    clients = await startLocalClients(bus, packageFolder, warmUp);
    await work(bus, clients);
  } finally {
    for (const { process } of clients) await process.stop();
    await bus.stop();
  }
}

/**
 * @param {string} packageFolder
 * @param {readonly import('./measure-loading.mjs').Load[]} loads
 * @param {import('./plan.mjs').Plan} plan
 */
async function measure(packageFolder, loads, plan) {
  const samples = new Samples();
  const { rounds, warmUpCalls } = plan;
  const usual = [`latency ${usualSize} ${warmUpCalls}`, `throughput ${usualSize} 64 200`];
  await onFreshBus(packageFolder, usual, async (bus, local) => {
    for (let round = 1; round <= rounds; round += 1) {
      say(`calls and loading, round ${round} of ${rounds} …`);
      const runtime = hasRuntime ? await startRuntimeClients(bus) : undefined;
      try {
        await measureRound(callGroups(local, runtime?.clients ?? [], plan), samples);
        measureLoads(loads, runtime?.environment ?? bus.environment, samples);
      } finally {
        await runtime?.stop();
      }
    }
  });
  // Apart: a bus through which a long message has gone is slower for short ones from then on.
  const everySize = sizes.map((size) => `latency ${size} 20`);
  await onFreshBus(packageFolder, [...usual, ...everySize], async (_bus, local) => {
    for (let round = 1; round <= rounds; round += 1) {
      say(`sizes of answers, round ${round} of ${rounds} …`);
      await measureRound(sizeGroups(local, plan), samples);
    }
  });
  return samples;
}

/** @param {NonNullable<ReturnType<typeof optionsOf>>} options */
async function bench({ plan, json, docs }) {
  await setUp('bench');
  await compilePrograms();
  const { packageFolder, size } = await installOwnPackage();
  const machine = machineFacts();
  pinTo(processorToPinTo());
  const loads = loadsOf(packageFolder, hasRuntime);
  const samples = await measure(packageFolder, loads, plan);
  const packages = { own: size, runtime: sizeOfInstalled('@azure/msal-node-runtime') };
  const run = { samples, packages, loads, machine, rounds: plan.rounds };
  process.stdout.write(`\n${reportOf(run)}\n`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(run, null, 2)}\n`);
  if (docs) await writeDocs(run);
  const unmeasured = findingsOf(samples, packages).filter((each) => isMet(each) === undefined);
  return hasRuntime && unmeasured.length > 0 ? 1 : 0;
}

await runScript(async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options !== undefined) return bench(options);
  process.stderr.write(usage);
  return 2;
});

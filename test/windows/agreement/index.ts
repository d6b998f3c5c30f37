// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { MsalNodeRuntime } from 'entra-broker/msal-node-runtime';
import type { WamStandIn } from '../stand-in/wam-stand-in.js';
import { windowsCapture, windowsCaptureNames } from '../support/captures.js';
import {
  interrupted,
  personalErrors,
  providerErrors,
  type ProviderErrorRow,
} from '../support/error-table.js';
import { otherWorlds, recordedAnswer, recordedWorld } from '../support/recorded-world.js';
import { answeredDifferently, askedDifferently } from './comparison.js';
import { differences } from './differences.js';
import { callRuntime, type RuntimeCall, type RuntimeResult } from './runtime-call.js';

/** A simulated WAM, started with `recordedWorld`, and the runtime entry over it. */
export interface AgreementContext {
  readonly standIn: WamStandIn;
  /** A window that may own those of WAM. */
  readonly window: bigint;
  /** A new runtime, as in a process of its own. */
  openRuntime(): MsalNodeRuntime;
}

/** Something that agrees with Microsoft's client. Needs no test runner: it throws otherwise. */
export interface AgreementCase {
  readonly name: string;
  run(context: AgreementContext): Promise<void>;
}

/** All requests and results of Microsoft's client, and its table of errors. */
export const agreementCases: readonly AgreementCase[] = [
  ...windowsCaptureNames().map((name) => ({
    name: `asks and answers as recorded: ${name}`,
    run: (context: AgreementContext) => replay(name, context),
  })),
  ...[...providerErrors, interrupted].map((row) => understands(row, 'organizations')),
  ...personalErrors.map((row) => understands(row, 'consumers')),
];

function understands(row: ProviderErrorRow, tenant: string): AgreementCase {
  const { status, code } = row;
  return {
    name: `understands WAM's status ${String(status)} with code ${hexOf(code)} of ${tenant}`,
    run: (context) => fail(row, tenant, context),
  };
}

async function replay(name: string, context: AgreementContext): Promise<void> {
  const { standIn, window } = context;
  const capture = windowsCapture(name);
  inWorldOf(name, standIn);
  standIn.setRules([recordedAnswer(name, capture)]);
  const runtime = context.openRuntime();
  // The one that has no account to discover was recorded with a cache that knew it already.
  if (name === 'discover') await callRuntime(runtime, capture.scenario, window);
  const before = name === 'discover' ? standIn.calls.length : 0;
  const result = await callRuntime(runtime, capture.scenario, window);
  const recorded = { calls: capture.calls, window: Number(capture.hwnd ?? 0) };
  const ours = { calls: standIn.calls.slice(before), window: Number(window) };
  const found = [
    ...askedDifferently(recorded, ours),
    ...answeredDifferently(capture.result as unknown as RuntimeResult, result),
  ];
  assert.deepEqual(found, differences[name]?.found ?? []);
}

async function fail(
  { status, code, errorStatus }: ProviderErrorRow,
  tenant: string,
  context: AgreementContext,
): Promise<void> {
  const { standIn, window } = context;
  inWorldOf('', standIn);
  standIn.setRules([
    { when: { scope: 'User.Read' }, then: { status, error: { code, message: 'invented' } } },
  ]);
  const authority = `https://login.microsoftonline.com/${tenant}`;
  const call: RuntimeCall = { api: 'signInSilently', authority };
  const { error } = await callRuntime(context.openRuntime(), call, window);
  assert.deepEqual(
    { status: error?.errorStatus, code: error?.errorCode, context: error?.errorContext },
    { status: errorStatus, code, context: 'invented' },
  );
}

/** What the capture was recorded in, whatever the case before left. */
function inWorldOf(name: string, standIn: WamStandIn): void {
  const { scenario, ...traits } = { ...recordedWorld, ...otherWorlds[name] };
  standIn.reset();
  standIn.setTraits(traits);
  if (scenario !== undefined) standIn.simulator.setScenario(scenario);
}

function hexOf(code: number): string {
  return `0x${code.toString(16)}`;
}

// SPDX-License-Identifier: MIT
import { release } from 'node:os';

import { isSupportedPlatform, unsupportedPlatformText } from '../broker/platform-channel.js';
import { currentPlatform } from '../broker/platform.js';
import type { BrokerAvailability } from '../broker/types.js';
import { loadAddon } from '../channels/native/load.js';
import type { HostFacts } from '../channels/wam/calls.js';
import { BrokerError } from '../errors/broker-error.js';
import { redirectUrisToRegister, type RedirectUriToRegister } from '../errors/redirect-uris.js';
import { inspectBroker, openBroker } from '../index.js';
import { skipped, type Step } from './step.js';
import { transportSteps } from './transport-steps.js';
import { lookAtHost, windowsSteps } from './windows-steps.js';

/** What `entra-broker doctor --json` prints. */
export interface Diagnosis {
  readonly available: boolean;
  readonly steps: readonly Step[];
  /** Windows only: what WAM needs, fact by fact. HRESULTs are unsigned; zero means there. */
  readonly host?: HostFacts;
  readonly redirectUris: readonly RedirectUriToRegister[];
}

/** Goes the way to the broker step by step. Never rejects for what is wrong on it. */
export async function examine(clientId: string | undefined): Promise<Diagnosis> {
  const platform = platformStep();
  const addon = platform.state === 'well' ? addonStep() : skipped('native module');
  const isLoaded = addon.state === 'well';
  const way = currentPlatform() === 'win32' ? await windowsWay(isLoaded) : await busWay(isLoaded);
  const available = way.availability?.available === true;
  return {
    available,
    steps: [
      platform,
      addon,
      ...way.steps,
      versionStep(way.availability),
      await accountsStep(available, clientId),
    ],
    ...(way.host === undefined ? {} : { host: way.host }),
    redirectUris: redirectUrisToRegister(clientId ?? '<client id>'),
  };
}

/** What lies between this program and the broker. */
interface Way {
  readonly steps: readonly Step[];
  readonly availability?: BrokerAvailability;
  readonly host?: HostFacts;
}

async function windowsWay(isLoaded: boolean): Promise<Way> {
  if (!isLoaded) return { steps: windowsSteps(undefined) };
  const host = await lookAtHost();
  const availability = await inspectBroker();
  return { steps: windowsSteps(host), availability, ...(host.ok ? { host: host.answer } : {}) };
}

async function busWay(isLoaded: boolean): Promise<Way> {
  const platform = currentPlatform() === 'wsl' ? 'wsl' : 'linux';
  if (!isLoaded) return { steps: transportSteps(platform, undefined) };
  const availability = await inspectBroker();
  return { steps: transportSteps(platform, availability), availability };
}

function platformStep(): Step {
  const finding = `${process.platform} ${release()}, ${process.arch}, Node.js ${process.version}`;
  const name = 'platform';
  if (isSupportedPlatform(process.platform)) return { name, state: 'well', finding };
  return { name, state: 'ill', finding, advice: unsupportedPlatformText(process.platform) };
}

function addonStep(): Step {
  const name = 'native module';
  try {
    return { name, state: 'well', finding: loadAddon().file };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const hint = error instanceof BrokerError ? error.hint : undefined;
    return { name, state: 'ill', finding: text, ...(hint === undefined ? {} : { advice: hint }) };
  }
}

function versionStep(availability: BrokerAvailability | undefined): Step {
  const name = 'version';
  if (availability?.available !== true) return skipped(name);
  const { version } = availability;
  return version === undefined
    ? skipped(name, 'the broker does not tell')
    : { name, state: 'well', finding: version };
}

async function accountsStep(available: boolean, clientId: string | undefined): Promise<Step> {
  const name = 'accounts';
  if (!available) return skipped(name);
  if (clientId === undefined) return skipped(name, 'not asked for; pass --client-id');
  await using broker = await openBroker();
  try {
    const accounts = await broker.getAccounts({ clientId });
    const none = 'nobody is signed in; sign in to the broker, or call signInInteractively';
    return {
      name,
      state: 'well',
      finding: String(accounts.length),
      ...(accounts.length === 0 ? { advice: none } : {}),
    };
  } catch (error) {
    const advice = error instanceof Error ? error.message : String(error);
    return { name, state: 'ill', finding: 'cannot be listed', advice };
  }
}

// SPDX-License-Identifier: MIT
import { release } from 'node:os';

import { isSupportedPlatform, unsupportedPlatformText } from '../broker/platform-channel.js';
import { currentPlatform } from '../broker/platform.js';
import type { BrokerAvailability, BrokerProblem } from '../broker/types.js';
import { sessionBusAddress } from '../channels/dbus/address.js';
import { loadAddon } from '../channels/native/load.js';
import { BrokerError } from '../errors/broker-error.js';
import { redirectUrisToRegister, type RedirectUriToRegister } from '../errors/redirect-uris.js';
import { inspectBroker, openBroker } from '../index.js';

/** One step on the way to the broker. */
export interface Step {
  readonly name: string;
  /** `skipped`: an earlier step failed, or nobody asked for this one. */
  readonly state: 'well' | 'ill' | 'skipped';
  readonly finding: string;
  readonly advice?: string;
}

/** What `entra-broker doctor --json` prints. */
export interface Diagnosis {
  readonly available: boolean;
  readonly steps: readonly Step[];
  readonly redirectUris: readonly RedirectUriToRegister[];
}

/** Goes the way to the broker step by step. Never rejects for what is wrong on it. */
export async function examine(clientId: string | undefined): Promise<Diagnosis> {
  const platform = platformStep();
  const addon = platform.state === 'well' ? addonStep() : skipped('native module');
  const availability = addon.state === 'well' ? await inspectBroker() : undefined;
  const available = availability?.available === true;
  return {
    available,
    steps: [
      platform,
      addon,
      ...transportSteps(availability),
      versionStep(availability),
      await accountsStep(available, clientId),
    ],
    redirectUris: redirectUrisToRegister(clientId ?? '<client id>'),
  };
}

function skipped(name: string, finding = 'not reached'): Step {
  return { name, state: 'skipped', finding };
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

/** A step that one Ping takes, and the problems that end the way there. */
interface TransportStep {
  readonly name: string;
  readonly finding: () => string;
  readonly problems: readonly BrokerProblem[];
}

const pingStep: TransportStep = { name: 'ping', finding: () => 'answered', problems: [] };

const wslTransport: readonly TransportStep[] = [
  {
    name: 'wslinfo',
    finding: () => '/usr/bin/wslinfo',
    problems: ['wslinfo_missing', 'wslinfo_failed', 'wslinfo_silent'],
  },
  {
    name: 'proxy',
    finding: () => 'found by wslinfo --msal-proxy-path',
    problems: ['proxy_path_empty', 'proxy_missing', 'proxy_not_executable'],
  },
  pingStep,
];

const busTransport: readonly TransportStep[] = [
  { name: 'libdbus', finding: () => 'libdbus-1.so.3', problems: ['library_missing'] },
  {
    name: 'session bus',
    finding: () => sessionBusAddress(process.env),
    problems: [
      'no_bus_address',
      'bus_address_refused',
      'bus_unreachable',
      'bus_silent',
      'bus_without_hello',
      'disconnected',
    ],
  },
  {
    name: 'broker name',
    finding: () => 'com.microsoft.identity.broker1',
    problems: ['name_unavailable'],
  },
  pingStep,
];

function transportSteps(availability: BrokerAvailability | undefined): readonly Step[] {
  const transport = currentPlatform() === 'wsl' ? wslTransport : busTransport;
  if (availability === undefined) return transport.map(({ name }) => skipped(name));
  if (availability.available) {
    return transport.map(({ name, finding }) => ({ name, state: 'well', finding: finding() }));
  }
  const { problem, detail } = availability;
  const place = transport.findIndex(({ problems }) => problems.includes(problem));
  // Whatever belongs to no earlier step is the Ping's.
  const broken = place < 0 ? transport.length - 1 : place;
  return transport.map(({ name, finding }, index) => {
    if (index < broken) return { name, state: 'well', finding: finding() };
    if (index > broken) return skipped(name);
    return { name, state: 'ill', finding: problem, advice: detail };
  });
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

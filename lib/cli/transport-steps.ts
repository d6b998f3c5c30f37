// SPDX-License-Identifier: MIT
import type { BrokerAvailability, BrokerProblem } from '../broker/types.js';
import { sessionBusAddress } from '../channels/dbus/address.js';
import { skipped, type Step } from './step.js';

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

/** From this program to the broker of Linux, or to that of Windows from inside WSL. */
export function transportSteps(
  platform: 'linux' | 'wsl',
  availability: BrokerAvailability | undefined,
): readonly Step[] {
  const transport = platform === 'wsl' ? wslTransport : busTransport;
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

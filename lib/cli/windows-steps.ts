// SPDX-License-Identifier: MIT
import { problemText } from '../broker/problems.js';
import type { ChannelFailureCode } from '../channels/channel.js';
import type { HostFacts, WamReply } from '../channels/wam/calls.js';
import { NativeWamChannel } from '../channels/wam/channel.js';
import { hostFailures } from '../channels/wam/host-failure.js';
import { skipped, type Step } from './step.js';

const lookTimeoutMs = 10_000;

/** What this Windows and this process are, or why that cannot be told. */
export type HostReply = WamReply<'hostFacts'>;

/** Looks at this Windows, with a channel of its own. @throws BrokerError as loadAddon does. */
export async function lookAtHost(): Promise<HostReply> {
  const channel = new NativeWamChannel();
  try {
    return await new Promise((resolve) => {
      channel.start({ verb: 'hostFacts', timeoutMs: lookTimeoutMs }, resolve);
    });
  } finally {
    channel.close();
  }
}

/** One fact: what it is in words, and the problem that it may be. */
interface FactStep {
  readonly name: string;
  readonly problem?: ChannelFailureCode;
  readonly finding: (facts: HostFacts) => string;
  readonly advice?: (facts: HostFacts) => string | undefined;
}

const factSteps: readonly FactStep[] = [
  { name: 'Windows', problem: 'windows_too_old', finding: ({ osVersion }) => osVersion },
  {
    name: 'session',
    problem: 'service_session',
    finding: ({ session, remoteSession }) =>
      `${String(session)}${remoteSession ? ', a remote one' : ''}`,
  },
  {
    name: 'shell',
    problem: 'no_shell',
    finding: ({ shell }) => (shell ? 'runs in the session' : 'none in the session'),
  },
  {
    name: 'user',
    problem: 'other_user',
    finding: ({ sameUser }) => (sameUser ? "the session's" : "another than the session's"),
  },
  {
    name: 'rights',
    finding: ({ elevated }) => (elevated ? 'administrator (elevated)' : 'not elevated'),
    advice: ({ elevated }) =>
      elevated
        ? 'Windows may close the window of a program with administrator rights at once; if that happens, start it without them'
        : undefined,
  },
  {
    name: 'WAM',
    problem: 'wam_missing',
    finding: ({ coreManager }) => (coreManager === 0 ? 'there' : 'missing'),
  },
  {
    name: 'plug-in',
    problem: 'wam_plugin_missing',
    finding: ({ plugin }) =>
      plugin === 0 ? 'for work and school accounts' : 'none for work and school accounts',
  },
  {
    name: 'requests',
    finding: ({ correlationId }) =>
      correlationId
        ? 'have a correlation id of their own'
        : 'carry the correlation id as a property',
  },
];

/** What WAM needs, step by step; unlike a way, each step tells its own fact. */
export function windowsSteps(host: HostReply | undefined): readonly Step[] {
  if (host === undefined) return factSteps.map(({ name }) => skipped(name));
  if (!host.ok) {
    const { code } = host.failure;
    const look: Step = {
      name: 'look',
      state: 'ill',
      finding: code,
      advice: problemText(host.failure),
    };
    return [look, ...factSteps.map(({ name }) => skipped(name))];
  }
  const facts = host.answer;
  const failures = hostFailures(facts);
  return factSteps.map(({ name, problem, finding, advice }): Step => {
    const failure = failures.find(({ code }) => code === problem);
    const text = failure === undefined ? advice?.(facts) : problemText(failure);
    return {
      name,
      state: failure === undefined ? 'well' : 'ill',
      finding: finding(facts),
      ...(text === undefined ? {} : { advice: text }),
    };
  });
}

// SPDX-License-Identifier: MIT
import type { HostFacts } from '../../../lib/channels/wam/calls.js';
import { windowsSteps } from '../../../lib/cli/windows-steps.js';
import { healthyHost } from '../../support/healthy-host.js';

function stepsOf(facts: Partial<HostFacts>) {
  return windowsSteps({ ok: true, answer: { ...healthyHost, ...facts } });
}

function ill(facts: Partial<HostFacts>): readonly string[] {
  return stepsOf(facts).flatMap(({ name, state }) => (state === 'ill' ? [name] : []));
}

describe('the doctor on Windows', () => {
  test('shows every fact in words', () => {
    const shown = stepsOf({}).map(({ name, state, finding }) => `${name}: ${state}, ${finding}`);
    expect(shown).toEqual([
      'Windows: well, 10.0.26100',
      'session: well, 2',
      'shell: well, runs in the session',
      "user: well, the session's",
      'rights: well, not elevated',
      'WAM: well, there',
      'plug-in: well, for work and school accounts',
      'requests: well, have a correlation id of their own',
    ]);
  });

  test('shows each fact for itself, whatever the others are', () => {
    expect(ill({ session: 0, shell: false })).toEqual(['session', 'shell']);
    expect(ill({ osVersion: '10.0.14393', sameUser: false })).toEqual(['Windows', 'user']);
    expect(ill({ coreManager: 0x80040154, plugin: null })).toEqual(['WAM', 'plug-in']);
  });

  test('says what to do, with the HRESULT', () => {
    const [wam] = stepsOf({ coreManager: 0x80040154 }).filter(({ name }) => name === 'WAM');
    expect(wam).toMatchObject({ finding: 'missing' });
    expect(wam?.advice).toMatch(/no Web Account Manager.*\[0x80040154\]/);
  });

  test('takes administrator rights and remote sessions for no illness, but names them', () => {
    expect(ill({ elevated: true, remoteSession: true })).toEqual([]);
    const steps = stepsOf({ elevated: true, remoteSession: true });
    expect(steps.find(({ name }) => name === 'rights')).toMatchObject({
      finding: 'administrator (elevated)',
      advice: expect.stringContaining('start it without them') as string,
    });
    expect(steps.find(({ name }) => name === 'session')?.finding).toBe('2, a remote one');
  });

  test('reaches no fact where the machine cannot be looked at', () => {
    const failure = { code: 'timed_out', name: '', message: '' } as const;
    const [look, ...facts] = windowsSteps({ ok: false, failure });
    expect(look).toMatchObject({ state: 'ill', finding: 'timed_out' });
    expect(new Set(facts.map(({ state }) => state))).toEqual(new Set(['skipped']));
    expect(new Set(windowsSteps(undefined).map(({ state }) => state))).toEqual(
      new Set(['skipped']),
    );
  });
});

// SPDX-License-Identifier: MIT
import type { HostFacts } from '../../../../lib/channels/wam/calls.js';
import { hostFailure } from '../../../../lib/channels/wam/host-failure.js';
import { unavailabilityOf } from '../../../../lib/broker/unavailability.js';
import { healthyHost } from '../../../support/healthy-host.js';

/** In the order in which they count: each is told before those below. */
const reasons: readonly (readonly [code: string, facts: Partial<HostFacts>, name: string])[] = [
  ['windows_too_old', { osVersion: '10.0.17134' }, '10.0.17134'],
  ['service_session', { session: 0 }, ''],
  ['no_shell', { shell: false }, ''],
  ['other_user', { sameUser: false }, ''],
  ['wam_missing', { coreManager: 0x80040154 }, '0x80040154'],
  ['wam_plugin_missing', { plugin: 0x80070005 }, '0x80070005'],
];

describe('what keeps WAM from serving', () => {
  test.each(reasons)('%s', (code, facts, name) => {
    expect(hostFailure({ ...healthyHost, ...facts })).toEqual({ code, name, message: '' });
  });

  test('the first reason is told', () => {
    reasons.forEach(([code], index) => {
      const facts = reasons
        .slice(index)
        .reduce((all, [, some]) => ({ ...all, ...some }), healthyHost);
      expect(hostFailure(facts)).toMatchObject({ code });
    });
  });

  test('a plug-in that WAM does not have has no HRESULT', () => {
    expect(hostFailure({ ...healthyHost, plugin: null })).toMatchObject({
      code: 'wam_plugin_missing',
      name: '',
    });
  });

  test('each reason has words of its own, which say what to do', () => {
    const details = reasons.map(([, facts]) => {
      const found = hostFailure({ ...healthyHost, ...facts });
      if (found === undefined) throw new Error('There is a reason');
      return unavailabilityOf(found).detail;
    });
    expect(new Set(details).size).toBe(reasons.length);
    for (const detail of details) expect(detail).toMatch(/Windows/);
  });
});

test.each<[string, Partial<HostFacts>]>([
  ['a program with administrator rights', { elevated: true }],
  ['a remote session', { remoteSession: true }],
  ['requests without a correlation id of their own', { correlationId: false }],
  ['the first build that has WAM for programs', { osVersion: '10.0.17763' }],
  ['Windows 11', { osVersion: '10.0.22631.4037' }],
  ['a Windows after these', { osVersion: '11.0.1' }],
  ['a version that cannot be read', { osVersion: 'unknown' }],
])('%s is no reason', (_what, facts) => {
  expect(hostFailure({ ...healthyHost, ...facts })).toBeUndefined();
});

test.each(['6.3.9600', '10.0.17762', '9.9.99999'])('Windows %s is too old', (osVersion) => {
  expect(hostFailure({ ...healthyHost, osVersion })).toMatchObject({ code: 'windows_too_old' });
});

// SPDX-License-Identifier: MIT
import type { AuthorityKind } from '../../lib/broker/authority-kind.js';
import type { Platform } from '../../lib/broker/platform.js';
import type { Unavailability } from '../../lib/broker/unavailability.js';
import { decide, type DecisionFacts, type Verdict } from '../../lib/client/decision.js';

const everyFlag = {
  enableBrokerOnWindows: true,
  enableBrokerOnWsl: true,
  enableBrokerOnMac: true,
  enableBrokerOnLinux: true,
};

const platforms: readonly Platform[] = ['win32', 'wsl', 'linux', 'darwin', 'other'];

function verdict(facts: Partial<DecisionFacts>): Verdict {
  return decide({ platform: 'linux', flags: everyFlag, authorityKind: 'aad', ...facts });
}

/** The verdict in a word: the reason for off, the code of an error, or what comes next. */
function word(facts: Partial<DecisionFacts>): string {
  const found = verdict(facts);
  if (found.do === 'throw') return `throws ${found.code}`;
  if (found.do !== 'decide') return found.do;
  const { decision, warn } = found;
  return `${decision.state === 'on' ? 'on' : decision.reason}${warn ? ', with a warning' : ''}`;
}

const noBroker = unavailable('unavailable', 'name_unavailable');

function unavailable(
  reason: Unavailability['reason'],
  problem: Unavailability['problem'],
): Unavailability {
  return { available: false, reason, problem, detail: 'so it is' };
}

describe('opt-in', () => {
  const flags = Object.keys(everyFlag);
  const table: Readonly<Record<Exclude<Platform, 'other'>, readonly string[]>> = {
    win32: ['enableBrokerOnWindows'],
    wsl: ['enableBrokerOnWsl', 'enableBrokerOnLinux'],
    linux: ['enableBrokerOnLinux'],
    darwin: ['enableBrokerOnMac'],
  };

  it.each(
    Object.entries(table).flatMap(([platform, opting]) =>
      flags.map((flag) => [platform as Platform, flag, opting.includes(flag)] as const),
    ),
  )('A1.5 A1.20 on %s %s alone opts in: %p', (platform, flag, optsIn) => {
    expect(word({ platform, flags: { [flag]: true } })).toBe(
      optsIn ? 'load_channel' : 'not_opted_in',
    );
  });

  it.each(platforms)(
    'A1.5 on %s nothing is loaded and nobody warned without a flag',
    (platform) => {
      const expected = platform === 'other' ? 'unsupported_platform' : 'not_opted_in';
      expect(word({ platform, flags: {} })).toBe(expected);
      const none = Object.fromEntries(flags.map((flag) => [flag, false]));
      expect(word({ platform, flags: none })).toBe(expected);
    },
  );

  it.each(platforms)('A1.4 on %s allowBroker counts on Windows alone', (platform) => {
    const expected = {
      win32: 'load_channel',
      wsl: 'not_opted_in',
      linux: 'not_opted_in',
      darwin: 'not_opted_in',
      other: 'unsupported_platform',
    }[platform];
    expect(word({ platform, flags: { allowBroker: true } })).toBe(expected);
  });

  it('names the flag that is missing', () => {
    expect(verdict({ platform: 'wsl', flags: {} })).toMatchObject({
      decision: { detail: expect.stringContaining('enableBrokerOnWsl') as unknown },
    });
  });
});

describe('authority', () => {
  const all: readonly AuthorityKind[] = [
    'aad',
    'msa',
    'adfs',
    'b2c',
    'ciam',
    'oidc',
    'known_to_developer',
  ];
  const rows: Readonly<Record<AuthorityKind, string>> = {
    aad: 'A1.13',
    msa: 'A1.13',
    adfs: 'A1.7',
    b2c: 'A1.8 A1.9',
    ciam: 'A1.10',
    oidc: 'A1.11',
    known_to_developer: 'A1.12',
  };
  const served = (kind: AuthorityKind, platform: Platform): boolean =>
    kind === 'aad' ||
    kind === 'known_to_developer' ||
    (kind === 'msa' && (platform === 'win32' || platform === 'darwin'));

  const cases = platforms
    .filter((platform) => platform !== 'other')
    .flatMap((platform) => all.map((kind) => [rows[kind], kind, platform] as const));

  it.each(cases)('%s %s on %s', (_row, kind, platform) => {
    expect(word({ platform, authorityKind: kind })).toBe(
      served(kind, platform) ? 'load_channel' : 'authority_not_supported',
    );
  });

  it.each(cases.filter(([, kind, platform]) => !served(kind, platform)))(
    'rule 1, %s %s on %s is ignored even where the module is missing, and in strict mode',
    (_row, authorityKind, platform) => {
      const channel = unavailable('native_module_unloadable', 'dependency_missing');
      const facts = { platform, authorityKind, channel, strict: true };
      expect(word(facts)).toBe('authority_not_supported');
    },
  );
});

describe('module and broker', () => {
  const missing = unavailable('native_module_unloadable', 'dependency_missing');
  const unloadable = unavailable('native_module_unloadable', 'broker_unavailable');
  const unsupported = unavailable('unsupported_platform', 'unsupported_platform');
  const available = { available: true, channel: 'dbus' } as const;

  it.each([
    ['A1.13 before the module is looked for', {}, 'load_channel'],
    ['A1.14 rule 2, the module is missing', { channel: missing }, 'throws dependency_missing'],
    [
      'A1.15 rule 3, the module cannot be loaded',
      { channel: unloadable },
      'native_module_unloadable, with a warning',
    ],
    [
      'A1.15 rule 3, no channel for this platform yet',
      { channel: unsupported },
      'unsupported_platform, with a warning',
    ],
    ['A1.17 before the broker is asked', { channel: 'loaded' }, 'ping'],
    [
      'A1.15 rule 3, there is no broker',
      { channel: 'loaded', availability: noBroker },
      'unavailable, with a warning',
    ],
    [
      'A1.15 rule 3, the broker fails the Ping',
      { channel: 'loaded', availability: unavailable('unavailable', 'ping_failed') },
      'unavailable, with a warning',
    ],
    [
      'A1.15 rule 3, the channel itself fails',
      { channel: 'loaded', availability: unavailable('unavailable', 'internal') },
      'initialization_failed, with a warning',
    ],
    ['A1.17 the broker answers', { channel: 'loaded', availability: available }, 'on'],
  ] as const)('%s', (_name, facts, expected) => {
    for (const platform of platforms.filter((one) => one !== 'other')) {
      expect(word({ platform, ...facts })).toBe(expected);
    }
  });

  it.each([
    ['module missing', { channel: missing }, 'throws dependency_missing'],
    ['module unloadable', { channel: unloadable }, 'throws broker_unavailable'],
    ['no channel for the platform', { channel: unsupported }, 'throws not_supported'],
    ['no broker', { channel: 'loaded', availability: noBroker }, 'throws broker_unavailable'],
    ['all well', { channel: 'loaded', availability: available }, 'on'],
  ] as const)('strict: %s', (_name, facts, expected) => {
    expect(word({ strict: true, ...facts })).toBe(expected);
  });

  it('tells how the broker is reached, or why it is not', () => {
    expect(verdict({ channel: 'loaded', availability: available })).toMatchObject({
      decision: { state: 'on', channel: 'dbus' },
    });
    expect(verdict({ channel: 'loaded', availability: noBroker })).toMatchObject({
      decision: { state: 'off', detail: 'so it is' },
    });
  });
});

describe('kill switch', () => {
  it.each(platforms)('on %s comes before all else, without a warning', (platform) => {
    for (const disabledBy of ['environment', 'configuration'] as const) {
      const channel = unavailable('native_module_unloadable', 'dependency_missing');
      expect(word({ platform, disabledBy, channel, strict: true })).toBe('disabled');
    }
  });

  it.each([
    ['environment', 'ENTRA_BROKER_DISABLE'],
    ['configuration', 'broker.disabled'],
  ] as const)('names the %s', (disabledBy, name) => {
    expect(verdict({ disabledBy })).toMatchObject({
      decision: { detail: expect.stringContaining(name) as unknown },
    });
  });
});

// SPDX-License-Identifier: MIT
import { brokerServes, type AuthorityKind } from '../broker/authority-kind.js';
import type { Platform } from '../broker/platform.js';
import type { BrokerAvailability } from '../broker/types.js';
import type { Unavailability } from '../broker/unavailability.js';
import type { OptInFlags } from './configuration.js';

/** Why an app object does without the broker. */
export type BrokerOffReason =
  | 'disabled'
  | 'not_opted_in'
  | 'unsupported_platform'
  | 'authority_not_supported'
  | 'native_module_unloadable'
  | 'initialization_failed'
  | 'unavailable';

/** Whether an app object uses the broker, and if not, why. */
export type BrokerDecision =
  | { readonly state: 'on'; /** How it is reached: `dbus` … */ readonly channel: string }
  | {
      readonly state: 'off';
      readonly reason: BrokerOffReason;
      /** The same in words. */
      readonly detail: string;
    };

/** All that the decision depends on. What costs time to find out is left out until asked for. */
export interface DecisionFacts {
  readonly platform: Platform;
  readonly flags: OptInFlags;
  /** Who turned the broker off, if anybody did. */
  readonly disabledBy?: 'environment' | 'configuration' | undefined;
  readonly strict?: boolean | undefined;
  readonly authorityKind: AuthorityKind;
  /** Whether the native module and its channel could be loaded. */
  readonly channel?: 'loaded' | Unavailability;
  /** What a Ping brought. */
  readonly availability?: BrokerAvailability;
}

/** What to do with the facts so far. */
export type Verdict =
  | { readonly do: 'load_channel' }
  | { readonly do: 'ping' }
  | {
      readonly do: 'decide';
      readonly decision: BrokerDecision;
      /** Whether the app's logger is told: something was asked for and cannot be had. */
      readonly warn: boolean;
    }
  | {
      readonly do: 'throw';
      readonly code: 'dependency_missing' | 'broker_unavailable' | 'not_supported';
      readonly detail: string;
    };

/**
 * The rules by which an app object uses the broker or does without it (docs/rules.md). The order
 * matters: an authority that no broker serves is settled before the native module is looked for.
 */
export function decide(facts: DecisionFacts): Verdict {
  const off = offByConfiguration(facts);
  if (off !== undefined) return { do: 'decide', decision: off, warn: false };
  if (facts.channel === undefined) return { do: 'load_channel' };
  if (facts.channel !== 'loaded') {
    const { problem, detail } = facts.channel;
    if (problem === 'dependency_missing') return { do: 'throw', code: problem, detail };
    return unusable(facts, facts.channel);
  }
  const { availability } = facts;
  if (availability === undefined) return { do: 'ping' };
  if (!availability.available) return unusable(facts, availability);
  return {
    do: 'decide',
    decision: { state: 'on', channel: availability.channel },
    warn: false,
  };
}

/** What needs no look at the machine; of this nobody is warned. */
function offByConfiguration(facts: DecisionFacts): BrokerDecision | undefined {
  const { platform, flags, disabledBy, authorityKind } = facts;
  if (disabledBy !== undefined) {
    const by = disabledBy === 'environment' ? 'ENTRA_BROKER_DISABLE' : 'broker.disabled';
    return off('disabled', `${by} turns the broker off`);
  }
  if (platform === 'other') {
    return off('unsupported_platform', 'there is no broker for this operating system');
  }
  if (!isOptedIn(platform, flags)) {
    return off('not_opted_in', `the app did not set ${flagsOf[platform].join(' or ')}`);
  }
  if (brokerServes(authorityKind, platform)) return undefined;
  return off('authority_not_supported', authorityText(authorityKind));
}

function off(reason: BrokerOffReason, detail: string): BrokerDecision {
  return { state: 'off', reason, detail };
}

/** Flags that opt in on a platform; the ones to advise come first. */
const flagsOf: Readonly<Record<Exclude<Platform, 'other'>, readonly (keyof OptInFlags)[]>> = {
  win32: ['enableBrokerOnWindows'],
  wsl: ['enableBrokerOnWsl', 'enableBrokerOnLinux'],
  linux: ['enableBrokerOnLinux'],
  darwin: ['enableBrokerOnMac'],
};

function isOptedIn(platform: Exclude<Platform, 'other'>, flags: OptInFlags): boolean {
  if (platform === 'win32' && flags.allowBroker === true) return true;
  return flagsOf[platform].some((flag) => flags[flag] === true);
}

const authorityNames: Readonly<Record<AuthorityKind, string>> = {
  aad: 'work and school authorities',
  msa: 'the authority of personal accounts',
  adfs: 'AD FS',
  b2c: 'Azure AD B2C',
  ciam: 'external tenants (ciamlogin.com)',
  oidc: 'plain OpenID Connect providers',
  known_to_developer: 'private clouds',
};

/** Why an authority of that kind goes to msal-node's own flow. */
export function authorityText(kind: AuthorityKind): string {
  return `the broker of this platform does not serve ${authorityNames[kind]}`;
}

/** Opted in and present, but not to be used: a warning, or in strict mode an error. */
function unusable({ strict }: DecisionFacts, found: Unavailability): Verdict {
  const { reason, problem, detail } = found;
  if (strict === true) {
    const code = reason === 'unsupported_platform' ? 'not_supported' : 'broker_unavailable';
    return { do: 'throw', code, detail };
  }
  return {
    do: 'decide',
    decision: off(problem === 'internal' ? 'initialization_failed' : reason, detail),
    warn: true,
  };
}

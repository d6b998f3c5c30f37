// SPDX-License-Identifier: MIT
import type { Account } from '../../../../lib/broker/types.js';
import { otherProperties } from '../../../windows/agreement/differences.js';
import {
  decodeWebAccount,
  discoveryRequest,
  osDefaultProviderId,
  personalAccounts,
  signOutProvider,
  tokenBindingProbe,
  tokenRequest,
  wamEligibility,
  wamProvider,
  workAccounts,
  workProvider,
  type ProviderQuestion,
  type WamLeg,
  type WamRequest,
} from '../../../../lib/codecs/wam/index.js';
import { correlationId, product } from '../people.js';
import {
  capture,
  captureNames,
  type Capture,
  type RecordedAccount,
  type RecordedRequest,
  type Scenario,
} from './captures.js';
import { clientId, host, microsoft, workWebAccount } from './world.js';

/** Not sent at all: Microsoft's client sends WAM what its own documentation excludes. */
const refusedOnPurpose: readonly string[] = ['authority-b2c'];

interface Comparable {
  readonly scope: string;
  readonly clientId: string;
  readonly promptType: number;
  readonly provider: { readonly id: string; readonly authority: string };
  readonly properties: Readonly<Record<string, string>>;
  readonly appProperties: Readonly<Record<string, string>>;
  readonly correlationId: string;
}

function withoutDifferences(properties: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(properties).filter(([name]) => !(name in otherProperties));
  return Object.fromEntries(kept);
}

function ours(request: WamRequest): Comparable {
  const { provider, properties, ...rest } = request;
  return {
    ...rest,
    provider: { id: provider.providerId, authority: provider.authority },
    properties: withoutDifferences(properties),
  };
}

function theirs(request: RecordedRequest): Comparable {
  const { Properties, AppProperties, CorrelationId, ...rest } = request;
  return {
    ...rest,
    properties: withoutDifferences(Properties),
    appProperties: AppProperties,
    correlationId: CorrelationId,
  };
}

function accountOf(recorded: RecordedAccount): Account {
  const { homeAccountId, localAccountId, environment, realm, username } = recorded;
  return { homeAccountId, localAccountId, environment, realm, username };
}

function legOf(scenario: Scenario): WamLeg {
  const { api, hint, extra } = scenario;
  if (api === 'acquireInteractively') return { kind: 'interactive', subject: { kind: 'account' } };
  if (api === 'signInInteractively') {
    // The stand-in lists this one account.
    if (hint === workWebAccount.userName) {
      return { kind: 'interactive', subject: { kind: 'listed', afterSilent: false } };
    }
    const subject = hint === undefined ? 'anybody' : 'hint';
    return { kind: 'interactive', subject: { kind: subject, loginHint: hint ?? '' } };
  }
  const password = extra?.['MSALRuntime_Password'];
  if (password === undefined) return { kind: 'silent' };
  return { kind: 'usernamePassword', username: extra?.['MSALRuntime_Username'] ?? '', password };
}

function questionOf({ scenario, readAccount }: Capture): ProviderQuestion {
  const { authority = `${microsoft}/common`, hint } = scenario;
  return {
    authority,
    kind: legOf(scenario).kind,
    signIn: scenario.api.startsWith('signIn'),
    ...(readAccount === undefined ? {} : { account: accountOf(readAccount) }),
    ...(hint === undefined ? {} : { loginHint: hint }),
  };
}

/** The request for tokens that the scenario makes. */
function mainRequest(recorded: Capture): WamRequest {
  const { scenario } = recorded;
  // The stand-in was set up with a work account.
  const provider = wamProvider({ ...questionOf(recorded), osDefault: 'aad' });
  if (typeof provider === 'string') throw new Error(provider);
  const { pop, claims, extra } = scenario;
  const [httpMethod = '', popHost = '', path = '', nonce = ''] = pop ?? [];
  const proof = { httpMethod, url: `https://${popHost}${path}`, nonce };
  return tokenRequest({
    request: {
      clientId,
      scopes: ['User.Read'],
      ...(claims === undefined ? {} : { claims }),
      ...(extra === undefined ? {} : { extraParameters: extra }),
      ...(pop === undefined ? {} : { proofOfPossession: proof }),
    },
    provider,
    leg: legOf(scenario),
    correlationId,
    product,
    host,
  });
}

function discovery(): WamRequest {
  const listed = decodeWebAccount('aad', workWebAccount);
  const provider = workProvider(listed?.authority ?? '');
  return discoveryRequest({ provider, clientId, correlationId, product, host });
}

/** Our request in place of a recorded one. */
function counterpart(recorded: Capture, request: RecordedRequest): WamRequest {
  if (request.scope.startsWith('IsFeatureSupported')) return tokenBindingProbe;
  return request.scope.includes('User.Read') ? mainRequest(recorded) : discovery();
}

function requestsOf(recorded: Capture): readonly RecordedRequest[] {
  return recorded.calls.flatMap(({ request }) => (request === undefined ? [] : [request]));
}

const withoutTokens = ['discover', 'discover-msa', 'sign-out'];
const compared = captureNames.filter((name) => !refusedOnPurpose.includes(name));

test('there are exchanges to compare', () => {
  expect(compared.length).toBeGreaterThan(25);
});

test.each(compared)('%s: requests are those of Microsoft’s client', (name) => {
  const recorded = capture(name);
  const requests = requestsOf(recorded);
  for (const request of requests) {
    expect(ours(counterpart(recorded, request))).toEqual(theirs(request));
  }
  const main = requests.filter(({ scope }) => scope.includes('User.Read'));
  const expected = name === 'acquire-silent-renew' ? 2 : 1;
  expect(main).toHaveLength(withoutTokens.includes(name) ? 0 : expected);
});

test.each(refusedOnPurpose)('%s: is refused before anything is sent', (name) => {
  const { authority = '' } = capture(name).scenario;
  expect(wamEligibility({ authority })).toMatchObject({ ineligible: 'b2c' });
});

test.each(compared)('%s: no other request of the captures is refused', (name) => {
  const { authority = `${microsoft}/common` } = capture(name).scenario;
  expect(wamEligibility({ authority })).toBe('eligible');
});

test.each(Object.keys(otherProperties))('%s is still different', (property) => {
  const recorded = capture('acquire-silent-tenant');
  const [request] = requestsOf(recorded).slice(-1);
  expect(request?.Properties[property]).toBeDefined();
  expect(mainRequest(recorded).properties[property]).not.toBe(request?.Properties[property]);
});

describe('providers are those of Microsoft’s client', () => {
  test('for lists of accounts', () => {
    const asked = capture('discover').calls.filter(({ providerId }) => providerId !== undefined);
    expect(asked.map(({ providerId, authority }) => ({ providerId, authority }))).toEqual(
      [workAccounts, personalAccounts].map(({ providerId, authority }) => ({
        providerId,
        authority,
      })),
    );
  });

  test('for the account of Windows, which is asked for where the authority is common', () => {
    const recorded = capture('signin-silent-default');
    expect(wamProvider(questionOf(recorded))).toBe('os_default');
    expect(recorded.calls.map(({ providerId }) => providerId)).toContain(osDefaultProviderId);
  });

  test('for signing out', () => {
    const { readAccount, calls } = capture('sign-out');
    if (readAccount === undefined) throw new Error('no account');
    const { providerId, authority } = signOutProvider(accountOf(readAccount));
    const last = calls.filter((call) => call.providerId !== undefined).at(-1);
    expect(last).toMatchObject({ providerId, authority });
  });
});

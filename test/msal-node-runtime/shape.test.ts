// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as original from '@azure/msal-node-runtime';
import { inspect } from 'node:util';
import * as entry from 'entra-broker/msal-node-runtime';
import type { AuthResult } from 'entra-broker/msal-node-runtime';
import { statusNumber, type BrokerStatus } from '../../lib/errors/table.js';
import { correlationId, failureOf, thrownBy } from './support/calls.js';
import { simulated } from './support/simulated.js';

const desktop = simulated();
const folder = join(__dirname, '../../node_modules/@azure/msal-node-runtime');
const declarations = readFileSync(join(folder, 'dist/index.d.ts'), 'utf8');

// Code on the original's types compiles with ours: compiling these is the test.
export const runtime: original.MsalNodeRuntime = entry.msalNodeRuntime;
export const level: keyof typeof original.LogLevel = 'Fatal' satisfies keyof typeof entry.LogLevel;
export const readResult = (result: AuthResult): original.AuthResult => result;
/** The members of an interface or a type, as the original declares them. */
function declared(name: string): readonly string[] {
  const [, body = ''] =
    new RegExp(`(?:interface|type) ${name} =? ?{([^}]*)}`).exec(declarations) ?? [];
  return [...body.matchAll(/^ {4}(\w+)\??[:(]/gm)].map(([, member]) => member ?? '').sort();
}

/** Its members in an enumeration, with their numbers. */
function declaredNumbers(name: string): Readonly<Record<string, number>> {
  const [, body = ''] = new RegExp(`enum ${name} {([^}]*)}`).exec(declarations) ?? [];
  const members = [...body.matchAll(/(\w+) = (\d+)/g)];
  return Object.fromEntries(
    members.map(([, member = '', number]) => [member, Number(number)] as const),
  );
}

/** The members of an object that it does not have from Object, sorted. */
function membersOf(object: object): readonly string[] {
  const prototypes: object[] = [];
  for (let at: object = object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    prototypes.push(at);
  }
  const names = prototypes.flatMap((one) => Object.getOwnPropertyNames(one));
  return [...new Set(names)].filter((name) => name !== 'constructor').sort();
}

it('exports the names of the original', () => {
  expect(Object.keys(entry).sort()).toEqual(['ErrorStatus', 'LogLevel', 'msalNodeRuntime']);
});

it('has every function of the original, each of length 0 as there', () => {
  const { runtime } = desktop.calls;
  expect(membersOf(runtime)).toEqual(declared('MsalNodeRuntime'));
  for (const member of Object.values(runtime)) expect(member).toHaveLength(0);
});

it('has no enumerable StartupError, so that copying the members looks for no broker', () => {
  expect(Object.keys(desktop.calls.runtime)).not.toContain('StartupError');
  expect(desktop.calls.runtime.StartupError).toBeUndefined();
});

it('has the parameters of the original', () => {
  const made = new desktop.calls.runtime.AuthParameters();
  expect(membersOf(made)).toEqual(declared('AuthParameters'));
  for (const name of declared('AuthParameters')) {
    expect((made as unknown as Record<string, unknown>)[name]).toHaveLength(0);
  }
});

it.each(['ErrorStatus', 'LogLevel'] as const)('%s has the numbers of the original', (name) => {
  const ours = Object.entries(entry[name]).filter(([, value]) => typeof value === 'number');
  expect(Object.fromEntries(ours)).toEqual(declaredNumbers(name));
  for (const [member, number] of ours) {
    expect(Object.entries(entry[name])).toContainEqual([String(number), member]);
  }
});

it('ErrorStatus is the status table of this package', () => {
  for (const [name, number] of Object.entries(declaredNumbers('ErrorStatus'))) {
    expect(statusNumber(name as BrokerStatus)).toBe(number);
  }
});

describe('results have the members of the original, on their prototypes', () => {
  it.each([
    ['AuthResult', () => desktop.calls.silent()],
    ['DiscoverAccountsResult', () => desktop.calls.discover()],
    [
      'ReadAccountResult',
      async () => desktop.calls.read((await desktop.calls.account()).accountId),
    ],
    ['SignOutResult', async () => desktop.calls.signOut(await desktop.calls.account())],
    ['Account', () => desktop.calls.account()],
  ] as const)('%s', async (name, call) => {
    const result = await call();
    expect(membersOf(result)).toEqual(declared(name));
    expect(Object.keys(result)).toEqual([]);
    expect(result.constructor.name).toBe(name);
  });

  it('a handle', () => {
    const { runtime } = desktop.calls;
    const handle = runtime.ReadAccountByIdAsync('nobody', correlationId, () => {});
    expect(membersOf(handle)).toEqual(declared('AsyncHandle'));
    handle.CancelAsyncOperation();
  });

  it('an error, whose members are its own', async () => {
    const failure = failureOf(await desktop.calls.read('nobody'));
    expect(Object.keys(failure ?? {}).sort()).toEqual(declared('MsalRuntimeError'));
    expect(failure).toBeInstanceOf(Error);
  });

  it('after a failed call: no tokens, no account', async () => {
    const { calls } = desktop;
    const result = await calls.signInSilently({ clientId: '' });
    const { idToken, rawIdToken, accessToken, authorizationHeader, grantedScopes } = result;
    const texts = [idToken, rawIdToken, accessToken, authorizationHeader, grantedScopes];
    expect(texts).toEqual(texts.map(() => undefined));
    expect([result.expiresOn, result.isPopAuthorization, result.account]).toEqual([0, false, null]);
    expect((await calls.discover('')).accounts).toEqual([]);
    const read = await calls.read('nobody');
    expect(thrownBy(() => read.account)).toMatchObject({ errorStatus: 16, errorTag: 525121626 });
  });
});

describe('telemetryData', () => {
  it('names the call and how it went', async () => {
    const { telemetryData } = await desktop.calls.silent({ scopes: '' });
    expect(JSON.parse(telemetryData)).toEqual({
      api_name: 'AcquireTokenSilently',
      api_status_code: 'StatusInternal::ApiContractViolation',
      broker_app_used: 'false',
      client_id: expect.any(String) as string,
      correlation_id: correlationId,
      is_successful: 'false',
    });
  });

  it.each([
    [true, 'true'],
    ['true', 'true'],
    [false, undefined],
    ['false', undefined],
  ])('has is_cache only where the broker says that it is: %j', async (told, is_cache) => {
    const patch = { telemetry: { is_cache: told } };
    desktop.simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: { patch } }]);
    const { telemetryData } = await desktop.calls.silent();
    expect((JSON.parse(telemetryData) as Record<string, unknown>)['is_cache']).toBe(is_cache);
  });
});

it('printing a result shows no token and no user', async () => {
  const result = await desktop.calls.silent();
  const printed = inspect([result, result.account, { ...result }], { depth: 9, showHidden: true });
  expect(printed).not.toContain(result.accessToken);
  expect(printed).not.toContain('ada@contoso.example');
});

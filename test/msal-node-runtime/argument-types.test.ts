// SPDX-License-Identifier: MIT
import type { AuthParameters, MsalNodeRuntime } from 'entra-broker/msal-node-runtime';
import { correlationId, parameters, thrownBy } from './support/calls.js';
import { simulated } from './support/simulated.js';

const desktop = simulated();

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';

describe('arguments of a wrong type throw at once, as in the original', () => {
  const none = () => {};
  const made = () => parameters(desktop.calls.runtime);
  const blank = () => new desktop.calls.runtime.AuthParameters();
  /** A function of the runtime, called as JavaScript lets one call it. */
  const call = (name: keyof MsalNodeRuntime, ...args: unknown[]): unknown =>
    (desktop.calls.runtime[name] as (...given: unknown[]) => unknown)(...args);
  const callMade = (name: keyof AuthParameters, ...args: unknown[]): unknown => {
    const untyped = made() as unknown as Record<string, (...given: unknown[]) => unknown>;
    return untyped[name]?.(...args);
  };
  const window = Buffer.alloc(8);

  it.each<[what: string, call: () => unknown]>([
    ['no callback', () => call('DiscoverAccountsAsync', clientId, correlationId)],
    ['foreign parameters', () => call('SignInSilentlyAsync', {}, correlationId, none)],
    ['a callback that is none', () => call('SignInSilentlyAsync', made(), correlationId, {})],
    ['no account', () => call('AcquireTokenSilentlyAsync', made(), correlationId, null, none)],
    ['a foreign account', () => call('SignOutSilentlyAsync', clientId, correlationId, {}, none)],
    ['a number as window', () => call('SignInAsync', 5, made(), correlationId, '', none)],
    ['no window', () => call('SignInAsync', undefined, made(), correlationId, '', none)],
    ['no logger', () => call('RegisterLogger', null, true)],
  ])('%s: Error', (_what, wrong) => {
    expect(wrong).toThrow(new Error('Invalid argument'));
  });

  it.each<[what: string, call: () => unknown]>([
    ['a number as client', () => call('DiscoverAccountsAsync', 5, correlationId, none)],
    ['no correlation id', () => call('DiscoverAccountsAsync', clientId, undefined, none)],
    ['a number as account', () => call('ReadAccountByIdAsync', 5, correlationId, none)],
    ['no hint', () => call('SignInAsync', window, made(), correlationId, undefined, none)],
    ['no authority', () => callMade('CreateAuthParameters', clientId)],
    ['no nonce', () => callMade('SetPopParams', 'GET', 'h', '/')],
  ])('%s: TypeError', (_what, wrong) => {
    expect(wrong).toThrow(new TypeError('A string was expected'));
  });

  it.each<[what: string, call: () => unknown, error: string]>([
    ['a client', () => call('SignOutSilentlyAsync', 5, correlationId, {}, none), 'TypeError'],
    ['an id', () => call('AcquireTokenSilentlyAsync', made(), 5, {}, none), 'TypeError'],
    ['a window', () => call('SignInAsync', 5, made(), 5, 5, 5), 'Error'],
    ['an id, before the parameters', () => call('SignInSilentlyAsync', blank(), 5, 5), 'TypeError'],
  ])('the first wrong argument is told: %s', (_what, wrong, error) => {
    expect(thrownBy(wrong)).toMatchObject({ name: error });
  });

  it('a flag that is none: TypeError', () => {
    const wrong = () => call('RegisterLogger', none, 'yes');
    expect(wrong).toThrow(new TypeError('A boolean was expected'));
  });

  it('parameters that nobody created: what CheckError throws', () => {
    const { runtime } = desktop.calls;
    const made = new runtime.AuthParameters();
    const failure = { errorStatus: 6, errorCode: 0, errorTag: 540656075 };
    expect(thrownBy(() => made.SetRedirectUri('x'))).toMatchObject(failure);
    const call = () => runtime.SignInSilentlyAsync(made, correlationId, none);
    expect(thrownBy(call)).toMatchObject(failure);
  });
});

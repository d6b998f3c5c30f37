// SPDX-License-Identifier: MIT
import { createRuntime } from '../../lib/msal-node-runtime/runtime.js';
import { correlationId, parameters, thrownBy } from './support/calls.js';

const detail = 'no broker on this platform';
const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';

describe('where nothing leads to a broker, as where the original has no binary', () => {
  const looks: number[] = [];
  const runtime = createRuntime(() => {
    looks.push(looks.length);
    const reason = 'unsupported_platform';
    return { available: false, reason, problem: reason, detail };
  });
  const failure = { errorCode: 0, errorStatus: 0, errorContext: detail, errorTag: 0 };

  it('looks when it is asked, once, and StartupError says so', () => {
    expect(looks).toEqual([]);
    expect(runtime.StartupError).toEqual(failure);
    expect(runtime.StartupError).toEqual(failure);
    expect(looks).toHaveLength(1);
  });

  it('every call throws it', () => {
    const done = (): void => {};
    const made = parameters(runtime);
    const calls = [
      () => runtime.DiscoverAccountsAsync(clientId, correlationId, done),
      () => runtime.ReadAccountByIdAsync('x', correlationId, done),
      () => runtime.SignInSilentlyAsync(made, correlationId, done),
      () => runtime.SignInAsync(Buffer.alloc(8), made, correlationId, '', done),
      () => runtime.SignInInteractivelyAsync(Buffer.alloc(8), made, correlationId, '', done),
      () => runtime.RegisterLogger(done, false),
    ];
    for (const call of calls) expect(thrownBy(call)).toMatchObject(failure);
  });
});

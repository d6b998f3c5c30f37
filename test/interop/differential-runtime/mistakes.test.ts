// SPDX-License-Identifier: MIT
import {
  type CallChanges,
  ada,
  failureOf,
  homeAccountIdOf,
  runtimeCall,
} from '../runtime-calls.js';
import type { RuntimeProcess } from '../runtime/runtime-process.js';
import { simulatedDesktop } from '../simulated-desktop.js';
import { startOurRuntime } from './our-runtime.js';

type Api = Parameters<typeof runtimeCall>[0];
type Runtime = Pick<RuntimeProcess, 'call'>;

const silent = ['AcquireTokenSilently', 'SignInSilently'] as const;
const inWindow = ['AcquireTokenInteractively', 'SignInInteractively'] as const;
const every = [...silent, ...inWindow, 'SignIn'] as const;
const disallowed = ['client_id', 'scope', 'prompt', 'domain_hint', 'nonce', 'mkt', 'itver', 'code'];
const personal = [
  'https://login.microsoftonline.com/consumers',
  'https://login.microsoftonline.com/9188040D-6c67-4c5b-b112-36a304b66dad',
  'https://login.live.com/common',
];
const reqCnf = (key: object): string => Buffer.from(JSON.stringify(key)).toString('base64url');

const mistakes: readonly { readonly apis: readonly Api[]; readonly changes: CallChanges }[] = [
  { apis: every, changes: { authority: '' } },
  { apis: every, changes: { authority: 'nonsense' } },
  ...['https://user@login.microsoftonline.com/common', 'https://@login.example/common'].map(
    (authority) => ({ apis: every, changes: { authority } }),
  ),
  { apis: every, changes: { authority: 'https://login.microsoftonline.com/contós' } },
  { apis: every, changes: { scopes: 'Kalénder.Read', claims: 'nonsense' } },
  { apis: ['AcquireTokenSilently', 'AcquireTokenInteractively'], changes: { scopes: ' ' } },
  { apis: inWindow, changes: { redirectUri: null } },
  { apis: inWindow, changes: { redirectUri: '' } },
  ...['nonsense', '[]', '5', ' ', '{}'].map((claims) => ({ apis: every, changes: { claims } })),
  ...disallowed.map((name) => ({ apis: every, changes: { parameters: { [name]: 'x' } } })),
  { apis: every, changes: { parameters: { REQ_CNF: 'x' } } },
  { apis: every, changes: { parameters: { client_id: 'x', REQ_CNF: 'x' } } },
  { apis: every, changes: { parameters: { scope: 'x', req_cnf: 'x' } } },
  { apis: every, changes: { parameters: { req_cnf: reqCnf({}) } } },
  {
    apis: every,
    changes: { parameters: { req_cnf: reqCnf({ kid: 'k' }) }, pop: ['GET', 'h.example', '/', ''] },
  },
  { apis: ['SignInSilently'], changes: { parameters: { MSALRuntime_Password: 'x' } } },
  {
    apis: ['SignInSilently'],
    changes: { parameters: { MSALRuntime_Username: ada, MSALRuntime_Password: '' } },
  },
  ...personal.map((authority) => ({ apis: silent, changes: { authority } })),
  { apis: ['AcquireTokenSilently'], changes: { authority: 'https://sts.example/adfs' } },
];

describe("a wrong call has the same triple from our runtime as from Microsoft's", () => {
  const desktop = simulatedDesktop({ oneSession: true });
  let ours: RuntimeProcess;

  beforeAll(async () => {
    ours = await startOurRuntime(desktop.simulator.busAddress);
  });

  afterAll(async () => {
    await ours[Symbol.asyncDispose]();
  });

  async function outcomeOf(runtime: Runtime, api: Api, changes: CallChanges): Promise<object> {
    const homeAccountId = await homeAccountIdOf(runtime, ada);
    const outcome = await runtime.call(runtimeCall(api, { homeAccountId, ...changes }));
    if ('result' in outcome) return { tokens: true };
    const { status, code, tag } = failureOf(outcome.error);
    return { status, code, tag };
  }

  it.each(mistakes)('$changes', async ({ apis, changes }) => {
    for (const api of apis) {
      const microsofts = await outcomeOf(desktop.session, api, changes);
      expect(microsofts).toHaveProperty('tag');
      expect([api, await outcomeOf(ours, api, changes)]).toEqual([api, microsofts]);
    }
  });
});

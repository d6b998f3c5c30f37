// SPDX-License-Identifier: MIT
import { scenarioWith } from '../support/scenarios.js';
import {
  type RecordedCall,
  type RuntimeOutcome,
  windowsCapture,
  type WindowsCapture,
  windowsCaptureNames,
} from './support/captures.js';
import { providerErrors } from './support/error-table.js';
import { callOfMicrosoftsClient } from './support/microsofts-client.js';
import {
  isPersonal,
  otherWorlds,
  recordedAnswer,
  recordedWorld,
  tokenLifetime,
} from './support/recorded-world.js';
import { type StandInOptions, WamStandIn } from './stand-in/wam-stand-in.js';
import type { WamCall } from './stand-in/wire.js';

// Microsoft's own Windows client, in real node.exe, asks the stand-in what it was recorded to ask,
// and makes of the answers what it was recorded to make.

jest.setTimeout(90_000);

async function replay(name: string, capture: WindowsCapture, node: 20 | 22) {
  await using standIn = await WamStandIn.start({ ...recordedWorld, ...otherWorlds[name] });
  standIn.setRules([recordedAnswer(name, capture)]);
  const start = Math.floor(Date.now() / 1000);
  // The one that has no account to discover was recorded with a cache that knew it already.
  const call = { ...capture.scenario, again: name === 'discover' };
  const { results, hwnd } = await callOfMicrosoftsClient(standIn, call, node);
  const seconds = { start, end: Math.ceil(Date.now() / 1000) };
  const { calls, dialogs } = standIn;
  return { result: only(results), hwnd, seconds, calls, dialogs };
}

function only(results: readonly RuntimeOutcome[]): RuntimeOutcome {
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error('One result was expected');
  return result;
}

/** A call without what differs from run to run; `hwnd` says whether it is the caller's window. */
function comparable(calls: readonly (RecordedCall | WamCall)[], window: number) {
  const passing = new Set(['tid', 'apartment', 'dialog', 'token']);
  return calls
    .filter(({ call }) => call !== undefined && call !== 'activate')
    .map((entry) => {
      const kept = Object.entries(entry).filter(([name]) => !passing.has(name));
      const { hwnd } = entry;
      const own = hwnd === undefined ? {} : { hwnd: hwnd === window ? 'own' : 'another' };
      return { ...Object.fromEntries(kept), ...own };
    });
}

/** The time of the run is in one text of the result. */
function withoutTime(result: Omit<RuntimeOutcome, 'expiresOn'>): unknown {
  const text = JSON.stringify(result).replace(/timestamp: [^"\\]*/g, 'timestamp');
  return JSON.parse(text) as unknown;
}

const silentAgain = ['discover', 'acquire-silent-tenant', 'sign-out'];
const withWindow = ['acquire-interactive-tenant', 'signin-interactive-consumers-hint'];

describe.each([
  { node: 20, names: windowsCaptureNames() },
  // One for each kind of call: the client is the same there.
  { node: 22, names: [...silentAgain, ...withWindow] },
] as const)('in node.exe $node, Microsoft’s client', ({ node, names }) => {
  it.each(names)('asks the stand-in what was recorded, and understands it so: %s', async (name) => {
    const capture = windowsCapture(name);
    const { result, hwnd, calls, dialogs, seconds } = await replay(name, capture, node);

    const recorded = comparable(capture.calls, Number(capture.hwnd ?? 0));
    expect(comparable(calls, hwnd ?? 0).slice(-recorded.length)).toEqual(recorded);

    const { expiresOn, ...outcome } = result;
    const { expiresOn: recordedExpiry, ...recordedOutcome } = capture.result;
    expect(withoutTime(outcome)).toEqual(withoutTime(recordedOutcome));
    if (isPersonal(capture) && result.error === null) {
      // Counted by the client from when it gets the answer.
      expect(expiresOn).toBeGreaterThanOrEqual(seconds.start + tokenLifetime);
      expect(expiresOn).toBeLessThanOrEqual(seconds.end + tokenLifetime);
    } else {
      expect(expiresOn).toBe(recordedExpiry);
    }

    const window = capture.calls.find(({ dialog }) => dialog !== undefined);
    const owner = window?.dialog?.owner === 0 ? 0 : hwnd;
    const shown = dialogs.all.map((dialog) => ({ visible: dialog.visible, owner: dialog.owner }));
    expect(shown).toEqual(window === undefined ? [] : [{ visible: true, owner }]);
  });
});

describe('Microsoft’s client, answered by a scenario of the simulator’s', () => {
  const silent = { api: 'signInSilently' };
  const authority = 'https://login.microsoftonline.com/organizations';
  const window = { api: 'signInInteractively', authority };
  const grace = { username: 'grace@fabrikam.example' };
  const guest = {
    tenantId: '2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502',
    oid: '0f0f0f0f-1111-4222-8333-444444444444',
  };

  async function askedIn(call: { readonly api: string }, options: StandInOptions) {
    await using standIn = await WamStandIn.start(options);
    return only((await callOfMicrosoftsClient(standIn, call)).results);
  }

  it('gets the tokens of the account that has a session', async () => {
    const result = await askedIn(silent, {});
    expect(result.error).toBeNull();
    expect(result.account?.username).toBe('ada@contoso.example');
    expect(result.accessToken?.split('.')).toHaveLength(3);
  });

  it.each([
    [{ policies: [{ effect: 'mfa_required' }] }, 2],
    [{ policies: [{ effect: 'no_network' }] }, 3],
    [{ policies: [{ effect: 'server_temporarily_unavailable' }] }, 5],
    [{ unknownClients: 'refuse' }, 9],
  ] as const)('is refused by %j with status %i', async (changes, status) => {
    const result = await askedIn(silent, { scenario: scenarioWith(changes) });
    expect(result.error?.errorStatus).toBe(status);
  });

  it('gets the account that is picked in the window', async () => {
    const scenario = scenarioWith({ interactive: { pick: grace.username } });
    const result = await askedIn(window, { scenario });
    expect(result.account).toMatchObject(grace);
  });

  it('learns the home of a guest from the answer', async () => {
    const home = 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01.7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01';
    const result = await askedIn(silent, { guests: { 'ada@contoso.example': guest } });
    expect(result.account).toMatchObject({ homeAccountId: home });
  });

  // Measured on 0.20.7, although it asks for a token and so knows the account's home.
  it('does not list an account that is a guest on this machine', async () => {
    const call = { api: 'discover' };
    const guests = { 'ada@contoso.example': guest };
    expect((await askedIn(call, {})).accounts).toHaveLength(1);
    expect((await askedIn(call, { guests })).accounts).toHaveLength(0);
  });
});

it('Microsoft’s client understands every status and provider error as the table says', async () => {
  await using standIn = await WamStandIn.start();
  standIn.setRules(
    providerErrors.map(({ status, code }, index) => ({
      when: { scope: 'User.Read', nth: index + 1 },
      then: { status, error: { code, message: 'invented' } },
    })),
  );
  const authority = 'https://login.microsoftonline.com/organizations';
  const call = { api: 'signInSilently', authority, times: providerErrors.length };
  const { results } = await callOfMicrosoftsClient(standIn, call);
  const understood = results.map(({ error }, index) => ({
    status: providerErrors[index]?.status,
    code: providerErrors[index]?.code.toString(16),
    errorStatus: error?.errorStatus,
  }));
  const table = providerErrors.map((row) => ({ ...row, code: row.code.toString(16) }));
  expect(understood).toEqual(table);
});

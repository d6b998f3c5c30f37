// SPDX-License-Identifier: MIT
import type { Account, Broker, TokenResult } from 'entra-broker';
import {
  windowsCapture,
  windowsCaptureNames,
  type WindowsCapture,
} from '../windows/support/captures.js';
import {
  otherWorlds,
  recordedAnswer,
  recordedIds,
  recordedWorld,
} from '../windows/support/recorded-world.js';
import type { WamCall } from '../windows/stand-in/wire.js';
import { rejection } from '../support/broker-errors.js';
import { WamStage, windowFields } from './stage.js';

const { clientId, correlationId } = recordedIds;

/** Other than Microsoft's client this refuses a bad window, and B2C: docs/wam-protocol.md. */
const refusedHere = ['hwnd-bogus', 'authority-b2c'];

/** Whose account Windows was set up with is looked up only where that decides something. */
const osDefault = 'https://login.windows.local';

/** Names of the client itself; test/unit/codecs/wam compares the rest of them with the captures. */
const ownNames = /^(x-client-|telemetry$)/;

/** What of a call must be the same. */
function essence({
  call,
  providerId,
  authority,
  provider,
  accountId,
  request,
  ...rest
}: Partial<WamCall>): object {
  const named = { call, accountId, webAccountId: rest.webAccountId, clientId: rest.clientId };
  if (request === undefined) {
    return { ...named, providerId, authority, provider: provider?.authority };
  }
  const { scope, promptType, AppProperties, CorrelationId } = request;
  const Properties = Object.fromEntries(
    Object.entries(request.Properties).filter(([name]) => !ownNames.test(name)),
  );
  const asked = { scope, promptType, Properties, AppProperties, CorrelationId };
  return { ...named, provider: request.provider.authority, ...asked };
}

function isQuestion({ call, providerId }: Partial<WamCall>): boolean {
  return call !== undefined && !call.startsWith('DispatcherQueue') && providerId !== osDefault;
}

/** The calls of the recorded operation, after those with which accounts were listed before it. */
function recordedCalls(capture: WindowsCapture): readonly object[] {
  const marker = capture.calls.findIndex((entry) => 'marker' in entry);
  const calls = capture.calls.slice(marker + 1) as readonly Partial<WamCall>[];
  return calls.filter(isQuestion).map(essence);
}

type Scenario = WindowsCapture['scenario'] & {
  readonly claims?: string;
  readonly renew?: string;
  readonly pop?: readonly [string, string, string, string];
  readonly extra?: Readonly<Record<string, string>>;
};

async function run(
  broker: Broker,
  scenario: Scenario,
  account: Account | undefined,
): Promise<unknown> {
  const {
    api,
    authority = 'https://login.microsoftonline.com/common',
    hint,
    claims,
    renew,
  } = scenario;
  const {
    MSALRuntime_Username: username,
    MSALRuntime_Password: password,
    ...extra
  } = scenario.extra ?? {};
  const [httpMethod = '', host = '', path = '', nonce = ''] = scenario.pop ?? [];
  const request = {
    clientId,
    correlationId,
    authority,
    scopes: ['User.Read'],
    extraParameters: extra,
    ...(claims === undefined ? {} : { claims }),
    ...(renew === undefined ? {} : { accessTokenToRenew: renew }),
    ...(scenario.pop && {
      proofOfPossession: { httpMethod, url: `https://${host}${path}`, nonce },
    }),
    ...(hint === undefined ? {} : { loginHint: hint }),
  };
  if (api === 'discover') return broker.getAccounts({ clientId, correlationId });
  if (api === 'signIn') return broker.signIn({ ...request, ...windowFields });
  if (api === 'signInInteractively')
    return broker.signInInteractively({ ...request, ...windowFields });
  if (username !== undefined && password !== undefined) {
    return broker.acquireTokenByUsernamePassword({ ...request, username, password });
  }
  if (api === 'signInSilently') return broker.signInSilently(request);
  if (account === undefined) throw new Error('the capture names no account');
  if (api === 'signOut') return broker.signOut({ clientId, correlationId, account });
  return api === 'acquireSilently'
    ? broker.acquireTokenSilently({ ...request, account })
    : broker.acquireTokenInteractively({ ...request, ...windowFields, account });
}

const names = windowsCaptureNames().filter((name) => !refusedHere.includes(name));

it.each(names)('%s asks of WAM what Microsoft’s client asks, in the same order', async (name) => {
  const capture = windowsCapture(name);
  const scenario = capture.scenario as Scenario;
  // What is a success to others is an error to Microsoft's client: a switch of accounts.
  const reading = 'exact';
  await using stage = await WamStage.open({ ...recordedWorld, ...otherWorlds[name], reading });
  const needsAccount = capture.calls.some((entry) => 'marker' in entry);
  const accounts = needsAccount ? await stage.broker.getAccounts({ clientId, correlationId }) : [];
  const wanted = scenario.accountId ?? '11111111-1111-4111-8111-111111111111';
  const account = accounts.find(({ localAccountId }) => localAccountId === wanted);
  stage.calls();
  stage.standIn.setRules([recordedAnswer(name, capture)]);
  const outcome = run(stage.broker, scenario, account);
  if (capture.result.error === null && name !== 'acquire-silent-pop') {
    const result = (await outcome) as Partial<TokenResult> | undefined;
    const { accessToken } = capture.result;
    if (accessToken !== undefined) expect(result?.accessToken).toBe(accessToken);
  } else {
    const error = await rejection(outcome);
    const { errorCode = 0 } = name === 'acquire-silent-pop' ? {} : (capture.result.error ?? {});
    expect(error.nativeCode).toBe(errorCode);
  }
  const asked = stage.calls().filter(isQuestion);
  // There its cache knew the home account; the call that tells it is in the other capture.
  const recorded = name === 'discover' ? windowsCapture('discover-msa') : capture;
  expect(asked.map(essence)).toEqual(recordedCalls(recorded));
  expect(await stage.liveObjects()).toBe(0);
});

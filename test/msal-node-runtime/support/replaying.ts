// SPDX-License-Identifier: MIT
import type {
  Account,
  AsyncHandle,
  DiscoverAccountsResult,
  MsalNodeRuntime,
} from 'entra-broker/msal-node-runtime';
import { correlationId, failureOf, parameters } from './calls.js';
import type { RecordedBroker } from './recorded-broker.js';
import { clientId, tenant, type Replay } from './replays.js';

/** What the app got. */
export interface Replayed {
  readonly failure?: { readonly status: number; readonly code: number; readonly tag: number };
  /** The members of the result that were recorded as well. */
  readonly result: Readonly<Record<string, unknown>>;
}

type Result = Readonly<Record<string, unknown>> & { CheckError(): void };
type Start = (done: (result: Result) => void) => AsyncHandle;

/** Makes the recorded call; the broker answers as it did then. */
export async function replayCall(
  runtime: MsalNodeRuntime,
  broker: RecordedBroker,
  api: string,
  replay: Replay,
  account: Account | undefined,
): Promise<Replayed> {
  const start = callOf(runtime, api, replay, account);
  const settled = await new Promise<Result>((resolve) => {
    const handle = start(resolve);
    if (replay.cancel !== true) return;
    const method = api.startsWith('AcquireTokenI') ? interactive : silent;
    void broker.arrival(method).then(() => handle.CancelAsyncOperation());
  });
  const failure = failureOf(settled);
  if (failure === undefined) return { result: settled };
  const { errorStatus, errorCode, errorTag } = failure;
  return { result: settled, failure: { status: errorStatus, code: errorCode, tag: errorTag } };
}

const interactive = 'acquireTokenInteractively';
const silent = 'acquireTokenSilently';

/** The account that the recorded calls are about. */
export async function discover(runtime: MsalNodeRuntime): Promise<Account | undefined> {
  const { accounts } = await new Promise<DiscoverAccountsResult>((resolve) => {
    runtime.DiscoverAccountsAsync(clientId, correlationId, resolve);
  });
  return accounts[0];
}

function callOf(
  runtime: MsalNodeRuntime,
  api: string,
  replay: Replay,
  account: Account | undefined,
): Start {
  const made = parameters(runtime, { clientId, authority: tenant, ...replay });
  const window = Buffer.alloc(8);
  window.writeBigUInt64LE(replay.windowHandle ?? 0n);
  const hint = replay.hint ?? '';
  const args: Readonly<Record<string, readonly unknown[]>> = {
    AcquireTokenSilentlyAsync: [made, correlationId, account],
    AcquireTokenInteractivelyAsync: [window, made, correlationId, account],
    SignInAsync: [window, made, correlationId, hint],
    SignInSilentlyAsync: [made, correlationId],
    SignInInteractivelyAsync: [window, made, correlationId, hint],
    DiscoverAccountsAsync: [clientId, correlationId],
    ReadAccountByIdAsync: [account?.accountId, correlationId],
    SignOutSilentlyAsync: [clientId, correlationId, account],
  };
  const call = (runtime as unknown as Record<string, (...given: unknown[]) => AsyncHandle>)[api];
  if (call === undefined) throw new Error(`The runtime has no ${api}`);
  return (done) => call(...(args[api] ?? []), done);
}

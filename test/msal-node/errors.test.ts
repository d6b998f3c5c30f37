// SPDX-License-Identifier: MIT
import { inspect } from 'node:util';
import { startSimulator, type Simulator, type StatusName } from 'entra-broker-simulator';
import type { MsalErrorClasses } from 'entra-broker/msal-node';
import { msalErrorOf } from '../../lib/msal-node/errors.js';
import { BrokerError, type BrokerErrorCode } from 'entra-broker';
import { brokerErrorCodes } from '../../lib/errors/table.js';
import { ada } from '../support/requests.js';
import { failure, Stage } from './stage.js';
import { newest, versions, type Msal } from './versions.js';

type ClassName = keyof MsalErrorClasses;

/** Which class and error code each status becomes; all the others are like Unexpected. */
const table: readonly (readonly [StatusName, ClassName, string])[] = [
  ['InteractionRequired', 'InteractionRequiredAuthError', 'interaction_required'],
  ['AccountUnusable', 'InteractionRequiredAuthError', 'interaction_required'],
  ['NoNetwork', 'ClientAuthError', 'no_network_connectivity'],
  ['NetworkTemporarilyUnavailable', 'ClientAuthError', 'no_network_connectivity'],
  ['ServerTemporarilyUnavailable', 'ServerError', 'server_unavailable'],
  ['UserCanceled', 'ClientAuthError', 'user_canceled'],
  ['AuthorityUntrusted', 'ClientConfigurationError', 'untrusted_authority'],
  ['AccountNotFound', 'ClientAuthError', 'no_account_found'],
  ['Unexpected', 'ClientAuthError', 'platform_broker_error'],
  ['Reserved', 'ClientAuthError', 'platform_broker_error'],
  ['ApiContractViolation', 'ClientAuthError', 'platform_broker_error'],
  ['ApplicationCanceled', 'ClientAuthError', 'platform_broker_error'],
  ['IncorrectConfiguration', 'ClientAuthError', 'platform_broker_error'],
  ['InsufficientBuffer', 'ClientAuthError', 'platform_broker_error'],
  ['UserDataRemovalRequired', 'ClientAuthError', 'platform_broker_error'],
  ['KeyNotFound', 'ClientAuthError', 'platform_broker_error'],
];

/** Numbers of Microsoft's own: 557973642 is the tag 7q6ck. */
const numbers = { errorCode: 3_399_614_467, tag: 557_973_642 };

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

async function failureOf(msal: Msal, status: StatusName, context = 'what the broker said') {
  await using stage = new Stage(simulator, msal);
  const account = await stage.account();
  simulator.setRules([
    {
      when: { method: 'acquireTokenSilently' },
      then: { error: { status, context, ...numbers } },
    },
  ]);
  return await failure(stage.silently({ account }));
}

describe.each(versions)('msal-node %s', (_version, msal) => {
  it.each(table)('%s is a %s with code %s', async (status, className, errorCode) => {
    const error = await failureOf(msal, status);
    expect(error).toBeInstanceOf(msal[className]);
    expect(error).toBeInstanceOf(msal.AuthError);
    expect(error).toMatchObject({ name: className, errorCode, subError: '' });
    expect(error.message).toBe(`${errorCode}: ${error.errorMessage}`);
    expect(error.stack?.split('\n')[0]).toBe(`${className}: ${error.message}`);

    const details = error.platformBrokerError;
    expect(details).toBeInstanceOf(msal.AuthError);
    expect(details).toMatchObject({
      name: 'PlatformBrokerError',
      errorCode: status,
      statusCode: numbers.errorCode,
      tag: '7q6ck',
      message: `${status}: what the broker said (Error Code: ${numbers.errorCode}, Tag: 7q6ck)`,
      correlationId: error.correlationId,
    });
    expect(error.cause).toBeInstanceOf(BrokerError);
  });

  it('shows what the broker said in errors for which the user can do something', async () => {
    const error = await failureOf(msal, 'InteractionRequired');
    expect(error.errorMessage).toBe(error.platformBrokerError.message);
  });
});

it('UserSwitched with the tokens of the account asked for is a success', async () => {
  await using stage = new Stage(simulator);
  simulator.setRules([
    {
      when: { method: 'acquireTokenSilently' },
      then: { patch: { brokerTokenResponse: { error: { status: 12, tag: 1, errorCode: 0 } } } },
    },
  ]);
  expect(await stage.silently()).toMatchObject({ account: { username: ada.username } });
});

it('masks user names, and keeps the cause out of what is printed as JSON', async () => {
  const error = await failureOf(newest, 'InteractionRequired', `no: ${ada.username}`);
  expect(error.errorMessage).toContain('no: (pii)');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(ada.username);
  expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('cause');
});

it('names the redirect URIs to register, instead of hiding them', async () => {
  const error = await failureOf(newest, 'ApiContractViolation', 'AADSTS50011: no reply address');
  expect(error).toMatchObject({
    errorCode: 'platform_broker_error',
    cause: { code: 'redirect_uri_not_registered' },
  });
  expect(error.message).toContain('https://login.microsoftonline.com/common/oauth2/nativeclient');
});

it('keeps claims for the next interactive call, not for printing', () => {
  const claims = '{"id_token":{"acrs":{"value":"c1"}}}';
  const cause = new BrokerError({ code: 'interaction_required', message: 'more', claims });
  const error = msalErrorOf(cause, newest);
  expect(error).toHaveProperty('claims', claims);
  expect(inspect(error, { depth: 9 })).not.toContain('acrs');
});

describe('codes that are found on this side', () => {
  const configuration: readonly BrokerErrorCode[] = [
    'invalid_request',
    'window_handle_required',
    'invalid_window_handle',
    'not_supported',
    'dependency_missing',
  ];

  it.each(configuration)('%s is for the caller to mend', (code) => {
    const error = msalErrorOf(new BrokerError({ code, message: 'no' }), newest);
    expect(error).toBeInstanceOf(newest.ClientConfigurationError);
    expect(error.errorCode).toBe(code);
  });

  it('a timeout has the name of an abort', () => {
    const error = msalErrorOf(new BrokerError({ code: 'timed_out', message: 'late' }), newest);
    expect(error).toMatchObject({ name: 'AbortError', errorCode: 'timed_out' });
  });

  it.each(brokerErrorCodes)('%s has an error code, a tag and a cause', (code) => {
    const cause = new BrokerError({ code, message: 'no' });
    const error = msalErrorOf(cause, newest);
    expect(error.errorCode).not.toBe('');
    expect(error.platformBrokerError.tag).toBe('UNTAG');
    expect(error.cause).toBe(cause);
  });
});

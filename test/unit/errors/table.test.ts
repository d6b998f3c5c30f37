// SPDX-License-Identifier: MIT
import { BrokerError } from 'entra-broker';
import { advice } from '../../../lib/errors/advice.js';
import {
  brokerErrorCodes,
  isRetryable,
  statusNumber,
  statusRow,
  type BrokerStatus,
} from '../../../lib/errors/table.js';

const statusNames: readonly BrokerStatus[] = [
  'Unexpected',
  'Reserved',
  'InteractionRequired',
  'NoNetwork',
  'NetworkTemporarilyUnavailable',
  'ServerTemporarilyUnavailable',
  'ApiContractViolation',
  'UserCanceled',
  'ApplicationCanceled',
  'IncorrectConfiguration',
  'InsufficientBuffer',
  'AuthorityUntrusted',
  'UserSwitched',
  'AccountUnusable',
  'UserDataRemovalRequired',
  'KeyNotFound',
  'AccountNotFound',
  'Unnamed17',
  'Unnamed18',
  'Unnamed19',
  'Unnamed20',
  'Unnamed21',
];

it.each(statusNames.map((name, number) => [number, name] as const))(
  'status %i of the runtime is %s, there and back',
  (number, name) => {
    expect(statusRow(number).status).toBe(name);
    expect(statusNumber(name)).toBe(number);
  },
);

it.each([-1, 22, 1.5, Number.NaN])('status %p is Unexpected', (number) => {
  expect(statusRow(number)).toMatchObject({ status: 'Unexpected', code: 'broker_error' });
});

it('only what may pass by itself can be tried again', () => {
  expect(brokerErrorCodes.filter(isRetryable)).toEqual([
    'no_network',
    'network_temporarily_unavailable',
    'server_temporarily_unavailable',
    'broker_unavailable',
  ]);
});

it.each(brokerErrorCodes)('there is advice for %s, one sentence without a full stop', (code) => {
  expect(advice[code]).toMatch(/^\S.{15,}[^.\s]$/);
});

it.each(brokerErrorCodes)('an error of code %s has its name and all its fields', (code) => {
  const error = new BrokerError({ code, message: 'what happened' });
  const names: Readonly<Record<string, string>> = {
    request_aborted: 'AbortError',
    timed_out: 'TimeoutError',
  };
  expect(error.name).toBe(names[code] ?? 'BrokerError');
  expect(error).toMatchObject({
    code,
    message: 'what happened',
    status: 'Unexpected',
    nativeCode: 0,
    tag: '',
    context: '',
    correlationId: '',
    retryable: isRetryable(code),
  });
  expect('hint' in error || 'claims' in error || 'cause' in error).toBe(false);
});

it('claims are there for the next call and never printed', () => {
  const error = new BrokerError({
    code: 'interaction_required',
    message: 'x',
    claims: 'secret-claims',
    hint: 'do this',
  });
  expect(error.claims).toBe('secret-claims');
  expect(error.hint).toBe('do this');
  expect(JSON.stringify([error, Object.entries(error)])).not.toContain('secret-claims');
});

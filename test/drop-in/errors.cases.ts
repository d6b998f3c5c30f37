// SPDX-License-Identifier: MIT
import { wireStatuses, type StatusName } from 'entra-broker-simulator';
import { pairs, plugIns, told, ways } from './story.js';
import type { TestBed } from './test-bed.js';

/** Status, the class of the error, and its errorCode. UserSwitched is no error. */
const table: readonly (readonly [StatusName, string, string])[] = [
  ['InteractionRequired', 'InteractionRequiredAuthError', 'interaction_required'],
  ['AccountUnusable', 'InteractionRequiredAuthError', 'interaction_required'],
  ['NoNetwork', 'ClientAuthError', 'no_network_connectivity'],
  ['NetworkTemporarilyUnavailable', 'ClientAuthError', 'no_network_connectivity'],
  ['ServerTemporarilyUnavailable', 'ServerError', 'server_unavailable'],
  ['UserCanceled', 'ClientAuthError', 'user_canceled'],
  ['AuthorityUntrusted', 'ClientConfigurationError', 'untrusted_authority'],
  ['AccountNotFound', 'ClientAuthError', 'no_account_found'],
  ['ApiContractViolation', 'ClientAuthError', 'platform_broker_error'],
  ['ApplicationCanceled', 'ClientAuthError', 'platform_broker_error'],
  ['IncorrectConfiguration', 'ClientAuthError', 'platform_broker_error'],
  ['UserDataRemovalRequired', 'ClientAuthError', 'platform_broker_error'],
  ['KeyNotFound', 'ClientAuthError', 'platform_broker_error'],
  ['Unexpected', 'ClientAuthError', 'platform_broker_error'],
];

export function errorCases(bed: () => TestBed): void {
  it.each(pairs(plugIns, ways))('have name, code and details: %s, %s', async (plugIn, way) => {
    const { project, simulator } = bed();
    simulator.setRules(
      table.map(([status], index) => ({
        when: { method: 'acquireTokenSilently', nth: index + 1 },
        then: { error: { status: wireStatuses[status], errorCode: 4242, tag: 557973642 } },
      })),
    );
    const story = ['errors', plugIn, String(table.length)];
    expect(await told(project, way, story, simulator.env)).toEqual(
      table.map(([status, name, errorCode]) => ({
        name,
        errorCode,
        broker: { status, code: 4242, tag: '7q6ck' },
        // Microsoft's plug-in carries copies of msal-node's classes, so that no error of it is an
        // instance of what the app catches.
        classes: plugIn === 'entra-broker/msal-node' ? ['AuthError', name].sort() : [],
      })),
    );
  });
}

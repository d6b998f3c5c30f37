// SPDX-License-Identifier: MIT
import { checkClientId } from '../broker/checks/call-options.js';
import { check, checkAs, isRecord, isText } from '../broker/checks/check.js';
import { checkBrokerOptions } from '../broker/checks/options.js';
import { checkMsal } from './msal-module.js';

/**
 * Whether there is a broker or not: a wrong option is to be found where the app is written.
 *
 * @throws BrokerError `invalid_request` that names the wrong option.
 */
export function checkPluginOptions(options: unknown): void {
  checkAs('new NativeBrokerPlugin', () => {
    check(isRecord(options), 'the options must be an object, or be left out');
    checkBrokerOptions(options);
    const { msal, signOutOfBroker, bundleId, clientId } = options;
    checkMsal(msal);
    check(
      signOutOfBroker === undefined || typeof signOutOfBroker === 'boolean',
      'signOutOfBroker must be true or false, or be left out',
    );
    check(
      bundleId === undefined || isText(bundleId),
      'bundleId must be the bundle id of the app, or be left out',
    );
    if (clientId !== undefined) checkClientId(clientId);
  });
}

/** @throws BrokerError `invalid_request` for what an app cannot say about its authority. */
export function checkAuthorityFacts(options: unknown): void {
  checkAs('brokerFor', () => {
    check(isRecord(options), 'the options must be an object, or be left out');
    const { knownAuthorities } = options;
    check(
      knownAuthorities === undefined ||
        (Array.isArray(knownAuthorities) && knownAuthorities.every(isText)),
      'knownAuthorities must be a list of hosts, or be left out',
    );
  });
}

// SPDX-License-Identifier: MIT
import type { Channel } from '../../channels/channel.js';
import { checkSignal, checkTimeout } from './call-options.js';
import { check, isRecord, isText } from './check.js';

const channelMethods = [
  'start',
  'cancel',
  'unref',
  'probe',
  'watch',
  'unwatch',
  'close',
] as const satisfies readonly (keyof Channel)[];

/** What `openBroker` takes. */
export function checkBrokerOptions(options: unknown): void {
  check(isRecord(options), 'the options must be an object, or be left out');
  checkChannel(options['channel']);
  if (options['callTimeoutMs'] !== undefined) {
    checkTimeout(options['callTimeoutMs'], 'callTimeoutMs');
  }
  const allowed = options['allowPasswordInArguments'];
  check(
    allowed === undefined || typeof allowed === 'boolean',
    'allowPasswordInArguments must be true or false',
  );
  const client = options['client'];
  check(
    client === undefined ||
      (isRecord(client) && isText(client['name']) && isText(client['version'])),
    'client must have a name and a version',
  );
}

/** What `inspectBroker` takes. */
export function checkInspectOptions(options: unknown): void {
  check(isRecord(options), 'the options must be an object, or be left out');
  checkChannel(options['channel']);
  checkSignal(options['signal']);
  if (options['pingTimeoutMs'] !== undefined) {
    checkTimeout(options['pingTimeoutMs'], 'pingTimeoutMs');
  }
}

function checkChannel(channel: unknown): void {
  check(
    channel === undefined ||
      (isRecord(channel) &&
        isText(channel['name']) &&
        (channel['protocol'] === 'identity-broker' || channel['protocol'] === 'wam') &&
        channelMethods.every((method) => typeof channel[method] === 'function')),
    'channel must keep the Channel contract, or that of WamChannel, or be left out',
  );
}

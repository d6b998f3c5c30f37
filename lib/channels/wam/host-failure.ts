// SPDX-License-Identifier: MIT
import type { ChannelFailure, ChannelFailureCode } from '../channel.js';
import type { HostFacts } from './calls.js';

/** Windows 10 1809 and Windows Server 2019: the first that WAM serves desktop programs on. */
const oldestBuild = [10, 0, 17_763] as const;

/**
 * What keeps WAM from serving this process, the first of several reasons; undefined if nothing
 * does.
 */
export function hostFailure(facts: HostFacts): ChannelFailure | undefined {
  return hostFailures(facts)[0];
}

/**
 * All that keeps WAM from serving this process. Administrator rights are no reason: calls without
 * a window work, and for those with one Windows has the last word.
 */
export function hostFailures(facts: HostFacts): readonly ChannelFailure[] {
  const { osVersion, session, shell, sameUser, coreManager, plugin } = facts;
  return [
    ...failureIf(isOlder(osVersion, oldestBuild), 'windows_too_old', osVersion),
    ...failureIf(session === 0, 'service_session'),
    ...failureIf(!shell, 'no_shell'),
    ...failureIf(!sameUser, 'other_user'),
    ...failureIf(coreManager !== 0, 'wam_missing', hresultText(coreManager)),
    ...failureIf(plugin !== 0, 'wam_plugin_missing', plugin === null ? '' : hresultText(plugin)),
  ];
}

/** As Microsoft writes them: `0x80040154`. */
function hresultText(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

function failureIf(isSo: boolean, code: ChannelFailureCode, name = ''): readonly ChannelFailure[] {
  return isSo ? [{ code, name, message: '' }] : [];
}

/** Part by part. A version that cannot be read is not older: what is missing will show. */
function isOlder(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const place = oldest.findIndex((part, index) => parts[index] !== part);
  const [found, wanted] = [parts[place], oldest[place]];
  return found !== undefined && wanted !== undefined && found < wanted;
}

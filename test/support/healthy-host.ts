// SPDX-License-Identifier: MIT
import type { HostFacts } from '../../lib/channels/wam/calls.js';

/** A Windows, and a process on it, that WAM can serve. */
export const healthyHost: HostFacts = {
  osVersion: '10.0.26100',
  session: 2,
  shell: true,
  elevated: false,
  sameUser: true,
  remoteSession: false,
  coreManager: 0,
  plugin: 0,
  correlationId: true,
};

// SPDX-License-Identifier: MIT
import type { CallScope } from '../broker/call-scope.js';
import { within } from './calls.js';
import type { InteractiveRequest, UserInterfaceEvent } from './requests.js';

/** Tells the app that its user is about to be shown something; what it throws ends the call. */
export async function beforeUserInterface(
  scope: CallScope,
  { onBeforeUserInterface }: InteractiveRequest,
  ui: UserInterfaceEvent['ui'],
): Promise<void> {
  scope.throwIfEnded();
  if (onBeforeUserInterface === undefined) return;
  await within(scope, Promise.resolve(onBeforeUserInterface({ ui })));
}

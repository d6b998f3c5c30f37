// SPDX-License-Identifier: MIT
import type {
  AuthenticationResult as MsalResult,
  DeviceCodeRequest as MsalDeviceCodeRequest,
} from '@azure/msal-node';

import type { CallScope } from '../broker/call-scope.js';
import type { App } from './app.js';
import { within } from './calls.js';
import { msalFields } from './own-fields.js';
import type { DeviceCodeRequest } from './requests.js';

/** msal-node's own flow, which ends with the call. */
export async function deviceCodeAtMsal(
  app: App,
  scope: CallScope,
  request: DeviceCodeRequest,
): Promise<MsalResult | null> {
  const given: MsalDeviceCodeRequest = msalFields(request, scope.correlationId);
  const stop = scope.onEnd(() => {
    given.cancel = true; // msal-node looks at it before each time it asks.
  });
  return within(scope, app.msal.acquireTokenByDeviceCode(given)).finally(stop);
}

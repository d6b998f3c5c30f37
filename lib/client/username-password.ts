// SPDX-License-Identifier: MIT
import type {
  AuthenticationResult as MsalResult,
  UsernamePasswordRequest as MsalUsernamePasswordRequest,
} from '@azure/msal-node';

import type { CallScope } from '../broker/call-scope.js';
import type { Broker, TokenResult } from '../broker/types.js';
import type { App } from './app.js';
import { brokerRequest } from './broker-request.js';
import { legOf, within } from './calls.js';
import { msalFields } from './own-fields.js';
import type { UsernamePasswordRequest } from './requests.js';

export async function passwordAtBroker(
  app: App,
  broker: Broker,
  scope: CallScope,
  request: UsernamePasswordRequest,
): Promise<TokenResult> {
  const { username, password, signal } = request;
  return broker.acquireTokenByUsernamePassword({
    ...brokerRequest(app, request, 'password'),
    username,
    password,
    ...legOf(scope, signal),
  });
}

/** The method by itself: msal-node marks it as deprecated, and so does this package. */
interface PasswordFlow {
  acquireTokenByUsernamePassword(request: MsalUsernamePasswordRequest): Promise<MsalResult | null>;
}

export async function passwordAtMsal(
  app: App,
  scope: CallScope,
  request: UsernamePasswordRequest,
): Promise<MsalResult> {
  const msal: PasswordFlow = app.msal;
  const flow = msal.acquireTokenByUsernamePassword(msalFields(request, scope.correlationId));
  const result = await within(scope, flow);
  if (result !== null) return result;
  throw scope.error('broker_error', { detail: 'msal-node answered nothing' });
}

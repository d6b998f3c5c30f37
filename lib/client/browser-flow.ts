// SPDX-License-Identifier: MIT
import type { AuthenticationResult as MsalResult } from '@azure/msal-node';

import type { CallScope } from '../broker/call-scope.js';
import type { App } from './app.js';
import { beforeUserInterface } from './before-user-interface.js';
import { maxAgeOf } from '../msal-node/extra-parameters.js';
import { within } from './calls.js';
import { endLoopback } from './loopback.js';
import { openUserBrowser } from './open-browser.js';
import { msalFields } from './own-fields.js';
import type { InteractiveRequest } from './requests.js';

/**
 * msal-node's own sign-in with the browser: loopback server, PKCE, cache. What is ours is only who
 * opens the browser, and that the loopback server goes when the call is given up.
 */
export async function interactiveInBrowser(
  app: App,
  scope: CallScope,
  request: InteractiveRequest,
): Promise<MsalResult> {
  let shown: string | undefined;
  const stop = scope.onEnd(() => {
    if (shown !== undefined) endLoopback(shown);
  });
  const openBrowser = async (url: string): Promise<void> => {
    await beforeUserInterface(scope, request, 'browser');
    shown = url;
    await within(scope, (request.openBrowser ?? openUserBrowser)(url));
  };
  const flow = app.msal.acquireTokenInteractive({
    ...msalFields(request, scope.correlationId),
    ...withMaxAge(request),
    openBrowser,
  });
  return within(scope, flow).finally(stop);
}

function withMaxAge({
  maxAge,
  extraQueryParameters,
}: InteractiveRequest): Pick<InteractiveRequest, 'extraQueryParameters'> {
  if (maxAge === undefined) return {};
  return { extraQueryParameters: { ...maxAgeOf({ maxAge }), ...extraQueryParameters } };
}

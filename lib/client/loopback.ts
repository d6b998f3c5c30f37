// SPDX-License-Identifier: MIT
import { request } from 'node:http';

/**
 * Ends msal-node's wait for the browser. It takes no signal, and its loopback server would keep the
 * process alive; so it gets what the browser would bring if the user refused.
 */
export function endLoopback(authorizeUrl: string): void {
  const parameters = new URL(authorizeUrl).searchParams;
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(redirectUri)) return;
  const answer = new URLSearchParams({
    error: 'access_denied',
    error_description: 'The call was ended by the app',
    state: parameters.get('state') ?? '',
  }).toString();
  // msal-node 6 and later take it by POST alone, older ones by GET.
  const isPosted = parameters.get('response_mode') === 'form_post';
  const url = new URL(redirectUri);
  if (!isPosted) url.search = answer;
  const call = request(url, {
    method: isPosted ? 'POST' : 'GET',
    headers: isPosted ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
    agent: false,
    timeout: 1_000,
  });
  call.on('response', (response) => response.resume());
  call.on('timeout', () => call.destroy());
  call.on('error', () => undefined); // Nobody listens there any more, which is as good.
  call.end(isPosted ? answer : undefined);
}

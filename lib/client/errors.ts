// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';
import { redirectUrisToRegister } from '../errors/redirect-uris.js';
import { brokerRedirectUri } from '../msal-node/redirect-uri.js';
import { authorityOf, type App, type RoutedRequest } from './app.js';

/** What of a request the advice depends on. */
interface FailedRequest extends RoutedRequest {
  readonly scopes?: readonly string[];
}

/** Whatever a leg at the broker threw, with more advice where this app's facts allow it. */
export function explained(app: App, request: FailedRequest, error: unknown): unknown {
  if (!(error instanceof BrokerError)) return error;
  const hint = hintFor(app, request, error);
  if (hint === undefined) return error;
  // No copy: others may have attached something to this one.
  return Object.assign(error, { hint });
}

function hintFor(app: App, request: FailedRequest, error: BrokerError): string | undefined {
  if (error.code === 'redirect_uri_not_registered') return hintOfRedirectUri(app);
  if (error.context.includes('AADSTS65001')) return hintOfConsent(app, request);
  return undefined;
}

function ownRedirectUri({ configuration, gate }: App): string {
  const { bundleId } = configuration.broker ?? {};
  return brokerRedirectUri(undefined, {
    platform: gate.platform,
    clientId: configuration.auth.clientId,
    ...(bundleId === undefined ? {} : { bundleId }),
  });
}

function hintOfRedirectUri(app: App): string {
  const { clientId } = app.configuration.auth;
  const own = ownRedirectUri(app);
  const others = redirectUrisToRegister(clientId)
    .filter(({ uri }) => uri !== own)
    .map(({ platform, uri }) => `${uri} (${platform})`);
  return (
    `Register ${own} for the app ${clientId}, under "Mobile and desktop applications"; ` +
    `for the brokers of other platforms: ${others.join(', ')}`
  );
}

/** A page on which the user, or an administrator for all users, agrees to the scopes. */
function hintOfConsent(app: App, request: FailedRequest): string {
  const authority = authorityOf(app, request).replace(/\/+$/, '');
  const parameters = new URLSearchParams({
    client_id: app.configuration.auth.clientId,
    response_type: 'code',
    redirect_uri: ownRedirectUri(app),
    scope: (request.scopes ?? []).join(' '),
    prompt: 'consent',
  });
  return (
    'The user or an administrator has to consent: call acquireTokenInteractive with prompt ' +
    `consent, or open ${authority}/oauth2/v2.0/authorize?${parameters.toString()}`
  );
}

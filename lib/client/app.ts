// SPDX-License-Identifier: MIT
import type { PublicClientApplication as MsalApp } from '@azure/msal-node';

import {
  authorityKind,
  brokerServes,
  isPersonal,
  type AuthorityFacts,
} from '../broker/authority-kind.js';
import type { CallScope } from '../broker/call-scope.js';
import type { Broker } from '../broker/types.js';
import type { AppLog } from './app-log.js';
import { msalAuthority } from './authority.js';
import type { BrokerGate } from './broker-gate.js';
import { within } from './calls.js';
import type { Configuration } from './configuration.js';
import { authorityText, type BrokerDecision } from './decision.js';
import type { MsalNode } from './msal-module.js';

/** What the flows know of their app object. */
export interface App {
  readonly configuration: Configuration;
  readonly authorityFacts: AuthorityFacts;
  readonly gate: BrokerGate;
  readonly log: AppLog;
  /** The app's msal-node, and the app object of its own that serves all flows but the broker's. */
  readonly msalNode: MsalNode;
  readonly msal: MsalApp;
}

/** What of a request decides the way that it goes. */
export interface RoutedRequest {
  readonly authority?: string | undefined;
  readonly azureCloudOptions?: Parameters<typeof msalAuthority>[1];
  readonly account?: { readonly tenantId: string } | null | undefined;
}

export function authorityOf({ configuration }: App, request: RoutedRequest): string {
  const { authority, azureCloudOptions } = configuration.auth;
  return msalAuthority(
    request.authority ?? authority,
    request.azureCloudOptions ?? (request.authority === undefined ? azureCloudOptions : undefined),
  );
}

/** The broker for a request, or why it goes to msal-node. */
export async function routeOf(
  app: App,
  scope: CallScope,
  request: RoutedRequest,
): Promise<{ readonly decision: BrokerDecision; readonly broker?: Broker }> {
  const outcome = await within(scope, app.gate.outcome());
  const detail = outcome.broker === undefined ? undefined : unservedBy(app, request);
  if (detail === undefined) return outcome;
  app.log.write('verbose', `${scope.operation}: ${detail}; msal-node serves this call`);
  return { decision: { state: 'off', reason: 'authority_not_supported', detail } };
}

function unservedBy(app: App, request: RoutedRequest): string | undefined {
  const { platform } = app.gate;
  const kind = authorityKind(authorityOf(app, request), app.authorityFacts);
  if (!brokerServes(kind, platform)) return authorityText(kind);
  const { account } = request;
  if (account === null || account === undefined || !isPersonal(account.tenantId)) return undefined;
  return brokerServes('msa', platform)
    ? undefined
    : 'the broker of this platform does not serve personal accounts';
}

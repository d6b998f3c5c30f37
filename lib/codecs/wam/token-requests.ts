// SPDX-License-Identifier: MIT
import { sortedJson } from '../identity-broker/json-text.js';
import { productSlots, proofOfPossession } from '../identity-broker/query-parameters.js';
import { forwardedParameters, type ExtraParameters } from './extra-parameters.js';
import { proofProperties } from './proof-properties.js';
import { workAccounts, type WamKind, type WamProvider } from './provider.js';
import { scopeText } from './scope-text.js';
import type { WamCaller, WamLeg, WamRequest, WamTokenCall } from './token-call.js';
import { promptType, windowProperties } from './window-properties.js';

type Pairs = readonly (readonly [name: string, value: string])[];

/** A request for tokens. */
export function tokenRequest(call: WamTokenCall): WamRequest {
  const { request, leg, provider, correlationId, host } = call;
  const extra = request.extraParameters ?? {};
  const proof = proofProperties(proofOfPossession(call), extra);
  const claims = request.claims ?? '';
  return {
    provider,
    scope: scopeText(provider.kind, request.scopes),
    clientId: request.clientId,
    promptType: leg.kind === 'interactive' ? promptType(leg) : 0,
    properties: textMap([
      // First, so that none of them can put one of ours aside.
      ...forwardedParameters(extra),
      ...callerProperties({ ...call, clientId: request.clientId }, extra),
      ...(claims === '' ? [] : [['claims', sortedJson(claims)] as const]),
      ...legProperties(leg, provider),
      ...Object.entries(proof.properties),
    ]),
    appProperties: textMap(Object.entries(proof.appProperties)),
    correlationId: host.correlationId ? correlationId : '',
  };
}

/**
 * A request for an account's client info and nothing else: only that names a guest's home account
 * for sure.
 */
export function discoveryRequest(caller: WamCaller): WamRequest {
  return {
    provider: caller.provider,
    scope: scopeText(caller.provider.kind, []),
    clientId: caller.clientId,
    promptType: 0,
    properties: textMap(callerProperties(caller, {})),
    appProperties: {},
    correlationId: caller.host.correlationId ? caller.correlationId : '',
  };
}

/** Asks whether WAM can bind tokens to a key and sign requests with it: success means yes. */
export const tokenBindingProbe: WamRequest = {
  provider: workAccounts,
  scope: 'IsFeatureSupported:TokenBinding',
  clientId: '',
  promptType: 0,
  properties: {},
  appProperties: {},
  correlationId: '',
};

const protocolProperties: Readonly<Record<WamKind, Pairs>> = {
  aad: [
    ['wam_compat', '2.0'],
    ['return_account_on_failure', 'true'],
  ],
  msa: [
    ['api-version', '2.0'],
    ['oauth2_batch', '1'],
    ['x-client-info', '1'],
  ],
};

/** What every request says: the dialect, and who asks. */
function callerProperties(caller: WamCaller, extra: ExtraParameters): Pairs {
  const { product, host, provider, correlationId } = caller;
  return [
    ...protocolProperties[provider.kind],
    ['x-client-SKU', product.name],
    ['x-client-Ver', product.version],
    ['x-client-OS', host.osVersion],
    ['x-client-xtra-sku', productSlots(product, extra)],
    ...(host.correlationId ? [] : [['correlationId', correlationId] as const]),
  ];
}

function legProperties(leg: WamLeg, provider: WamProvider): Pairs {
  switch (leg.kind) {
    case 'silent':
      return [];
    case 'usernamePassword':
      return [
        ['Username', leg.username],
        ['Password', leg.password],
      ];
    case 'interactive':
      return windowProperties(leg, provider.kind);
  }
}

/** fromEntries makes own members of any name, `__proto__` too; an assignment would not. */
function textMap(pairs: Pairs): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs);
}

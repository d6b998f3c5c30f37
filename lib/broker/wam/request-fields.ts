// SPDX-License-Identifier: MIT
import type { TokenRequestFields, WamObject } from '../../channels/wam/calls.js';
import type { WamRequest } from '../../codecs/wam/index.js';
import type { ProviderInUse } from './lookups.js';

/** A request of the codec's, with the objects of Windows that it is about. */
export function requestFields(
  { scope, clientId, promptType, properties, appProperties, correlationId }: WamRequest,
  provider: ProviderInUse,
  account?: WamObject,
): TokenRequestFields {
  return {
    provider: provider.object,
    ...(account === undefined ? {} : { account }),
    scope,
    clientId,
    promptType,
    properties,
    appProperties,
    correlationId,
  };
}

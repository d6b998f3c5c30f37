// SPDX-License-Identifier: MIT
import { check, isRecord } from '../broker/checks/check.js';
import { isGiven, isMissing } from './given.js';
import type { PluginRequest } from './options.js';

const extraSku = 'x-client-xtra-sku';

/**
 * Where msal-node 2 and 3 put parameters into one field only for some calls, all are taken.
 * `namesProduct`: the app names its product itself; then msal's name is not sent.
 *
 * @throws RequestProblem for parameters that are no plain object.
 */
export function extraParametersOf(
  request: PluginRequest,
  namesProduct: boolean,
): Readonly<Record<string, string>> {
  const given = {
    ...parametersOf(request, 'extraQueryParameters'),
    ...parametersOf(request, 'tokenQueryParameters'),
    ...parametersOf(request, 'extraParameters'),
  };
  const { [extraSku]: skus, ...parameters } = given;
  const isNamed = namesProduct || 'msal_client_sku' in parameters;
  return {
    ...(isNamed ? {} : productOf(skus)),
    ...parameters,
    ...(isGiven(request.resource) ? { resource: request.resource } : {}),
  };
}

type ParameterField = 'extraQueryParameters' | 'tokenQueryParameters' | 'extraParameters';

/** A Map has no own fields, and a text has one for each letter: both would be taken for others. */
function parametersOf(
  request: PluginRequest,
  field: ParameterField,
): Readonly<Record<string, string>> {
  const parameters = request[field];
  if (isMissing(parameters)) return {};
  check(
    isRecord(parameters) && !(Symbol.iterator in parameters),
    `${field} must be an object of strings`,
  );
  return parameters;
}

/** `max_age` of OpenID Connect, which counts in seconds; msal's field is in milliseconds. */
export function maxAgeOf({ maxAge }: { readonly maxAge?: number }): { readonly max_age?: string } {
  return isMissing(maxAge) ? {} : { max_age: String(Math.floor(maxAge / 1000)) };
}

/**
 * msal's name and version, as the Broker takes those of the library above it: the first slot of
 * `x-client-xtra-sku`. The Broker writes that parameter anew, as Microsoft's runtime does.
 */
function productOf(skus: string | undefined): Readonly<Record<string, string>> {
  const [first = ''] = typeof skus === 'string' ? skus.split(',') : [];
  const [name = '', version = ''] = first.split('|');
  return name === '' ? {} : { msal_client_sku: name, msal_client_ver: version };
}

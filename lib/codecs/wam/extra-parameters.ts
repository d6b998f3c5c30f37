// SPDX-License-Identifier: MIT

/** Extra parameters of a request, by name. */
export type ExtraParameters = Readonly<Record<string, string>>;

/** Refused by Microsoft's client 0.20.7 on Windows, in any case of letters. */
export const refusedParameters: ReadonlySet<string> = new Set([
  'prompt',
  'domain_hint',
  'dc',
  'scope',
  'client_id',
  'response_type',
  'response_mode',
  'nonce',
  'redirect_uri',
  'code_challenge',
  'code_challenge_method',
  'grant_type',
  'username',
  'password',
  'mkt',
  'client_info',
  'api-version',
]);

/** Speak to Microsoft's client itself, which does not pass them on. */
export const consumedParameters: ReadonlySet<string> = new Set([
  'msal_gui_thread',
  'msal_identity_provider',
  'msal_request_type',
  'msal_accounts_control_title',
  'MSALRuntime_Username',
  'MSALRuntime_Password',
]);

/** The first parameter that must not be sent, undefined if there is none. */
export function refusedParameter(extra: ExtraParameters): string | undefined {
  return Object.keys(extra).find(isRefused);
}

/** Whether WAM may answer from the account's own cloud instead of the authority's. */
export function isInstanceAware(extra: ExtraParameters): boolean {
  return Object.hasOwn(extra, 'instance_aware') && extra['instance_aware'] === 'true';
}

/**
 * What becomes of the parameters as request properties. Refused ones are left out here as well:
 * no caller of the codec can put a property of ours aside.
 */
export function forwardedParameters(extra: ExtraParameters): (readonly [string, string])[] {
  return Object.entries(extra)
    .filter(([name]) => !isRefused(name) && !consumedParameters.has(name))
    .map(([name, value]) =>
      // WAM's name for it; any other value goes under its own name, as Microsoft's client does.
      name === 'instance_aware' && value === 'true' ? ['discover', 'home'] : [name, value],
    );
}

function isRefused(name: string): boolean {
  return refusedParameters.has(name.toLowerCase());
}

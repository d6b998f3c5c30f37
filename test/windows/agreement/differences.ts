// SPDX-License-Identifier: MIT

/** Properties that are other than Microsoft's in every request, and why. */
export const otherProperties: Readonly<Record<string, string>> = {
  'x-client-SKU': 'names the library that asks: this one',
  'x-client-Ver': 'its version',
  'x-client-OS': 'the version of the machine at hand',
  'x-client-src-SKU': 'a second name of Microsoft’s client; this library has one',
  'x-client-xtra-sku': 'slots for the versions of Microsoft’s own parts, which are not in use',
  telemetry: 'orders telemetry for Microsoft’s client, which nobody here would read',
};

/** How this library differs from a capture. */
interface Difference {
  /** As comparison.ts names them. */
  readonly found: readonly string[];
  readonly reason: string;
}

const noLookAtDefault: Difference = {
  found: ['does not ask FindAccountProviderAsync https://login.windows.local'],
  reason:
    'whose account Windows was set up with is looked for where the authority is common alone: ' +
    'Microsoft’s client looks, and then takes the plug-in that the authority names',
};

const organizations = 'https://login.microsoftonline.com/organizations';
const b2c = 'https://contoso.b2clogin.com/tfp';

/** Captures from which this library differs on purpose; with all others it agrees in full. */
export const differences: Readonly<Record<string, Difference>> = {
  'err-msa-uireq': noLookAtDefault,
  'err-silent-0xcaa10001': noLookAtDefault,
  'err-silent-0xcaa20003': noLookAtDefault,
  'err-silent-0xcaa20005': noLookAtDefault,
  ropc: noLookAtDefault,
  'signin-organizations-hint': noLookAtDefault,
  'hwnd-bogus': {
    found: [
      `does not ask FindAccountProviderWithAuthorityAsync ${organizations}`,
      `does not ask FindAllAccountsWithClientIdAsync ${organizations}`,
      'calls: none',
      'error: 6 0 0',
    ],
    reason:
      'a handle that is no window is refused; Microsoft’s client gives WAM the desktop’s in its ' +
      'place, without a word, and the dialog has no owner',
  },
  'authority-b2c': {
    found: [
      'does not ask FindAccountProviderAsync https://login.windows.local',
      `does not ask FindAccountProviderWithAuthorityAsync ${b2c}`,
      `does not ask FindAllAccountsWithClientIdAsync ${b2c}`,
      'calls: none',
      'error: 6 0 0',
    ],
    reason: 'Microsoft’s documentation excludes B2C; its client asks WAM for half of the authority',
  },
  'acquire-silent-pop': {
    found: ['error: 0 0 0'],
    reason:
      'an answer without a signed request is an error of the answer; Microsoft’s client signs ' +
      'with a key of its own, of which there is none under Wine',
  },
  'msa-acquire-silent': {
    found: ['result: account'],
    reason:
      'the account’s made-up id lacks the cloud: the recorded ID token is of another user’s ' +
      'tenant, with which WAM answers for no personal account',
  },
};

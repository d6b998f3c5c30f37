// SPDX-License-Identifier: MIT
import type { NodeAuthOptions } from '@azure/msal-node';

import { isGiven } from '../msal-node/given.js';

const defaultAuthority = 'https://login.microsoftonline.com/common';

/** The authority that msal-node uses: cloud options come before the URL. */
export function msalAuthority(
  authority: string | undefined,
  cloud: NodeAuthOptions['azureCloudOptions'],
): string {
  const instance: string | undefined = cloud?.azureCloudInstance;
  if (instance !== undefined && instance !== 'none') {
    return `${instance}/${isGiven(cloud?.tenant) ? cloud.tenant : 'common'}`;
  }
  return isGiven(authority) ? authority : defaultAuthority;
}

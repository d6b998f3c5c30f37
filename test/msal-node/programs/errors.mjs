// SPDX-License-Identifier: MIT
// An ESM program on the compiled package: whose classes are the errors?
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as msal from '@azure/msal-node';
import { InteractionRequiredAuthError } from '@azure/msal-common/node';
import { brokerFor, nativeBrokerPlugin, NativeBrokerPlugin } from 'entra-broker/msal-node';

const commonJs = createRequire(import.meta.url);
const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const plugin = new NativeBrokerPlugin();
const pca = new msal.PublicClientApplication({
  auth: { clientId },
  broker: { nativeBrokerPlugin: plugin },
});
const [account] = await pca.getAllAccounts();
const error = await pca.acquireTokenSilent({ account, scopes: ['User.Read'] }).catch((e) => e);
const { InteractionRequiredAuthError: OfCommonJs } = commonJs('@azure/msal-node');
const { NativeBrokerPlugin: Required } = commonJs('entra-broker/msal-node');
const sameError = await new Required()
  .getAllAccounts('no client id', '')
  .catch((e) => e instanceof commonJs('@azure/msal-node').ClientConfigurationError);
writeSync(
  3,
  JSON.stringify({
    errorCode: error.errorCode,
    stackSaysTheSame: error.stack.startsWith(`${error.name}: ${error.message}\n`),
    ofModule: error instanceof msal.InteractionRequiredAuthError,
    ofCommon: error instanceof InteractionRequiredAuthError,
    ofCommonJs: error instanceof OfCommonJs,
    commonJsOfCommonJs: sameError,
    others: [typeof brokerFor, typeof nativeBrokerPlugin],
  }),
);

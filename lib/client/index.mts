// SPDX-License-Identifier: MIT
import { isNotFound, msalNodeMissing, type MsalNode } from './msal-module.js';
import { PublicClientApplication as CommonApplication } from './public-client-application.js';

export * from './index.js';

// msal-node has two builds with classes of their own. Who imports this gets the errors of the one
// that an import brings; it has to be loaded here, since a constructor cannot wait.
const load = await loading();

async function loading(): Promise<() => MsalNode> {
  try {
    const msalNode = await import('@azure/msal-node');
    return () => msalNode;
  } catch (cause) {
    return () => {
      throw isNotFound(cause) ? msalNodeMissing(cause) : cause;
    };
  }
}

export class PublicClientApplication extends CommonApplication {
  protected static override msalNode(): MsalNode {
    return load();
  }
}

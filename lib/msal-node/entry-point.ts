// SPDX-License-Identifier: MIT
import { authorityKind, brokerServes } from '../broker/authority-kind.js';
import { platformOf } from '../broker/platform.js';
import { identityPluginOf, type IdentityPlugin } from './identity-plugin.js';
import type { LoadMsal } from './msal-module.js';
import { checkAuthorityFacts } from './option-checks.js';
import type { BrokerForOptions, CreateOptions, NativeBrokerPluginOptions } from './options.js';
import { BrokerPlugin } from './plugin.js';

/**
 * The broker of this operating system for msal-node 2 to 7:
 * `new PublicClientApplication({ auth, broker: { nativeBrokerPlugin: new NativeBrokerPlugin() } })`.
 *
 * Its calls reject with errors of the app's own msal-node (table in docs/msal-node.md), whose
 * `cause` is the BrokerError.
 */
export interface NativeBrokerPluginConstructor {
  /**
   * Starts looking for the broker, without starting it; see `isBrokerAvailable` and `status`.
   *
   * @throws BrokerError `invalid_request` for a wrong option.
   */
  new (options?: NativeBrokerPluginOptions): BrokerPlugin;
  /**
   * Makes a plug-in and pings the broker, which starts it where it is not running, without
   * blocking. A broker that does not answer is no error: `status` tells why.
   *
   * @throws BrokerError `invalid_request` for a wrong option, `dependency_missing` without
   * msal-node, `request_aborted` if the signal ended it.
   */
  create(options?: CreateOptions): Promise<BrokerPlugin>;
}

/** What entra-broker/msal-node exports, for one of msal-node's two builds. */
export interface EntryPoint {
  readonly NativeBrokerPlugin: NativeBrokerPluginConstructor;
  /**
   * A plug-in where this platform's broker serves the authority, and undefined where it does not
   * (Azure AD B2C, AD FS, external tenants, other providers; personal accounts alone on Linux and
   * WSL). Pass it to msal-node as `nativeBrokerPlugin`, and such authorities go to the browser.
   *
   * @throws BrokerError `invalid_request` for a wrong option.
   */
  readonly brokerFor: (authority: string, options?: BrokerForOptions) => BrokerPlugin | undefined;
  /**
   * For @azure/identity, with options: `useIdentityPlugin(identityPlugin({ … }))`. The plug-in is
   * made when @azure/identity takes it.
   */
  readonly identityPlugin: (options?: NativeBrokerPluginOptions) => IdentityPlugin;
  /** For @azure/identity: `useIdentityPlugin(nativeBrokerPlugin)`. */
  readonly nativeBrokerPlugin: IdentityPlugin;
}

export function entryPoint(loadMsal: LoadMsal): EntryPoint {
  class NativeBrokerPlugin extends BrokerPlugin {
    constructor(options: NativeBrokerPluginOptions = {}) {
      super(options, loadMsal);
    }

    static async create(options: CreateOptions = {}): Promise<NativeBrokerPlugin> {
      const plugin = new NativeBrokerPlugin(options);
      try {
        await plugin.prepare(options);
        return plugin;
      } catch (error) {
        await plugin.close();
        throw error;
      }
    }
  }

  function brokerFor(
    authority: string,
    options: BrokerForOptions = {},
  ): NativeBrokerPlugin | undefined {
    checkAuthorityFacts(options);
    const kind = authorityKind(authority, options);
    const platform = platformOf(options.channel);
    return brokerServes(kind, platform) ? new NativeBrokerPlugin(options) : undefined;
  }

  function identityPlugin(options: NativeBrokerPluginOptions = {}): IdentityPlugin {
    return identityPluginOf(() => new NativeBrokerPlugin(options));
  }

  return { NativeBrokerPlugin, brokerFor, identityPlugin, nativeBrokerPlugin: identityPlugin() };
}

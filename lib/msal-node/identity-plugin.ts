// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';
import type { BrokerPlugin } from './plugin.js';

/** What useIdentityPlugin() of @azure/identity takes. */
export type IdentityPlugin = (context: unknown) => void;

/** The part of the context that is used; @azure/identity does not export its type. */
interface BrokerContext {
  readonly nativeBrokerPluginControl?: {
    readonly setNativeBroker?: (plugin: BrokerPlugin) => void;
  };
}

/** A plug-in for @azure/identity; `make` is called when @azure/identity takes it, and once. */
export function identityPluginOf(make: () => BrokerPlugin): IdentityPlugin {
  let plugin: BrokerPlugin | undefined;
  return (context) => {
    const control = (context as BrokerContext | null | undefined)?.nativeBrokerPluginControl;
    if (control?.setNativeBroker === undefined) {
      throw new BrokerError({
        code: 'invalid_request',
        message:
          'nativeBrokerPlugin is for useIdentityPlugin() of @azure/identity 4: ' +
          'useIdentityPlugin(nativeBrokerPlugin)',
      });
    }
    plugin ??= make();
    control.setNativeBroker(plugin);
  };
}

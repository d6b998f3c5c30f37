// SPDX-License-Identifier: MIT
import { authorityKind } from '../broker/authority-kind.js';
import { checkClientId } from '../broker/checks/call-options.js';
import { checkAs } from '../broker/checks/check.js';
import { platformOf, type Platform } from '../broker/platform.js';
import type { App } from './app.js';
import { AppLog } from './app-log.js';
import { msalAuthority } from './authority.js';
import { BrokerGate } from './broker-gate.js';
import type { Configuration } from './configuration.js';
import { checkConfiguration, protocolModeOf } from './configuration-checks.js';
import { decide, type DecisionFacts } from './decision.js';
import type { MsalNode } from './msal-module.js';

const operation = 'PublicClientApplication';

/**
 * What an app object is made of.
 *
 * @throws BrokerError `invalid_request` for a wrong configuration, `dependency_missing` if a part is
 * not installed, and in strict mode whatever keeps the broker off.
 */
export function makeApp(
  given: Configuration,
  platform: Platform,
  loadMsalNode: () => MsalNode,
): App {
  checkAs(operation, () => checkConfiguration(given));
  const configuration = copyOf(given);
  const { broker = {}, ...msalConfiguration } = configuration;
  const { authority, azureCloudOptions, knownAuthorities } = configuration.auth;
  const authorityFacts = { protocolMode: protocolModeOf(configuration), knownAuthorities };
  const facts: DecisionFacts = {
    platform: platformOf(broker.channel, platform),
    flags: broker,
    disabledBy: disabledBy(broker.disabled),
    strict: broker.strict,
    authorityKind: authorityKind(msalAuthority(authority, azureCloudOptions), authorityFacts),
  };
  // Other providers than the broker's have ids of any form.
  const isBrokerAsked = decide(facts).do === 'load_channel';
  if (isBrokerAsked) {
    checkAs(operation, () => checkClientId(configuration.auth.clientId));
  }

  const log = new AppLog(configuration.system?.loggerOptions);
  if (facts.flags.allowBroker === true) {
    log.write('warning', 'broker.allowBroker is deprecated: write broker.enableBrokerOnWindows');
  }
  const msalNode = loadMsalNode();
  const msal = new msalNode.PublicClientApplication(msalConfiguration);
  const gate = new BrokerGate(facts, {
    channel: broker.channel,
    enablePiiLogging: broker.enablePiiLogging === true,
    allowPasswordInArguments: broker.allowPasswordInArguments === true,
    log,
  });
  return { configuration, authorityFacts, gate, log, msalNode, msal };
}

/** Calls to come go by what was checked, whatever the app does with its object. */
function copyOf({ auth, broker, ...others }: Configuration): Configuration {
  return {
    ...others,
    auth: { ...auth },
    ...(broker === undefined ? {} : { broker: { ...broker } }),
  };
}

function disabledBy(disabled: boolean | undefined): DecisionFacts['disabledBy'] {
  if (process.env['ENTRA_BROKER_DISABLE'] === '1') return 'environment';
  return disabled === true ? 'configuration' : undefined;
}

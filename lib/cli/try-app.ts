// SPDX-License-Identifier: MIT
import { PublicClientApplication } from '../client/index.js';
import type { Answers } from './try-answers.js';
import type { TryOptions } from './try-options.js';
import type { TryReport } from './try-report.js';
import { defaultAuthority, readAuthority, readClientId } from './try-values.js';

/** Makes the app object that options and answers describe, and tells its decision. */
export async function openApp(
  options: TryOptions,
  answers: Answers,
  report: TryReport,
): Promise<PublicClientApplication> {
  const { clientId: id, knownAuthorities, optsIn } = options;
  const authority = await answers.withDefault(
    'Authority',
    options.authority,
    defaultAuthority,
    readAuthority,
  );
  const clientId = await answers.required('--client-id', 'Client id', id, readClientId);
  const system = {
    protocolMode: options.isOidc ? 'OIDC' : 'AAD',
    loggerOptions: {
      // Everything: the report chooses.
      logLevel: 4,
      piiLoggingEnabled: options.pii,
      loggerCallback: (level: number, line: string) => report.logged(level, line),
    },
  } as const;
  const app = await PublicClientApplication.create({
    auth: { clientId, authority, knownAuthorities: [...knownAuthorities] },
    system,
    broker: {
      enableBrokerOnWindows: optsIn,
      enableBrokerOnWsl: optsIn,
      enableBrokerOnMac: optsIn,
      enableBrokerOnLinux: optsIn,
      enablePiiLogging: options.pii,
      enableMsaPassthrough: options.msaPassthrough,
      strict: options.isStrict,
    },
  });
  report.decided(await app.brokerDecision());
  return app;
}

// SPDX-License-Identifier: MIT
import { LogLevel } from '@azure/msal-node';
import type { Channel } from 'entra-broker';
import {
  PublicClientApplication,
  type BrokerConfiguration,
  type Configuration,
} from 'entra-broker/client';
import type { Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../../lib/channels/dbus/channel.js';
import type { Platform } from '../../../lib/broker/platform.js';
import { RecordingChannel } from '../../support/recording-channel.js';
import { authority, clientId } from '../../support/requests.js';
import { IdentityProvider } from './identity-provider.js';

export const optedIn = {
  enableBrokerOnWindows: true,
  enableBrokerOnWsl: true,
  enableBrokerOnMac: true,
  enableBrokerOnLinux: true,
} satisfies BrokerConfiguration;

export const console_ = PublicClientApplication.CONSOLE_WINDOW_HANDLE;

export interface Change {
  readonly auth?: Partial<Configuration['auth']>;
  readonly broker?: BrokerConfiguration;
  readonly cache?: Configuration['cache'];
  readonly system?: Configuration['system'];
  readonly platform?: Platform;
}

/** An app, and what it wrote to its logger and sent to its identity provider. */
export interface SigningIn extends AsyncDisposable {
  readonly app: PublicClientApplication;
  readonly provider: IdentityProvider;
  /** Lines above `info`, without time, id and name. */
  readonly warnings: readonly string[];
  readonly lines: readonly string[];
}

/** An app that opts in on all platforms, at a simulator on a bus of its own. */
export function appAt(simulator: Simulator | undefined, change: Change = {}): SigningIn {
  const provider = new IdentityProvider();
  const lines: { level: number; line: string }[] = [];
  const loggerCallback = (level: number, line: string): void => {
    lines.push({ level, line: line.replace(/^.* : \w+ - /, '') });
  };
  const busAddress = simulator?.busAddress ?? 'unix:path=/nonexistent/bus';
  const configuration: Configuration = {
    auth: { clientId, authority, ...change.auth },
    ...(change.cache === undefined ? {} : { cache: change.cache }),
    system: {
      loggerOptions: { loggerCallback, logLevel: LogLevel.Trace },
      networkClient: provider,
      ...change.system,
    },
    broker: { ...optedIn, channel: channelTo(busAddress, change.platform), ...change.broker },
  };
  const app = new (applicationOn(change.platform))(configuration);
  return {
    app,
    provider,
    get warnings() {
      return lines.filter(({ level }) => level <= 1).map(({ line }) => line);
    },
    get lines() {
      return lines.map(({ line }) => line);
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** By another name where the platform is WSL: that of the way to the broker of Windows. */
function channelTo(address: string, platform: Platform | undefined): Channel {
  const channel = new DbusChannel({ address });
  return platform === 'wsl' ? new NamedChannel(channel) : channel;
}

class NamedChannel extends RecordingChannel {
  override readonly name = 'wsl-proxy';
}

function applicationOn(platform: Platform | undefined): typeof PublicClientApplication {
  if (platform === undefined) return PublicClientApplication;
  return class extends PublicClientApplication {
    protected static override platform(): Platform {
      return platform;
    }
  };
}

/** Methods that the broker was asked, without the Ping and the question for its version. */
export function asked(simulator: Simulator): readonly string[] {
  const incidental = ['Ping', 'getLinuxBrokerVersion'];
  return simulator.requests.map(({ method }) => method).filter((one) => !incidental.includes(one));
}

/** The parameters of the latest request of a method. */
export function parametersOf(
  simulator: Simulator,
  method: string,
): Readonly<Record<string, unknown>> {
  const latest = simulator.requests.filter((request) => request.method === method).at(-1);
  const body = latest?.body as { authParameters?: Record<string, unknown> } | undefined;
  return body?.authParameters ?? {};
}

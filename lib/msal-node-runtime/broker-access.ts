// SPDX-License-Identifier: MIT
import { AvailabilityProbe } from '../broker/availability-probe.js';
import { open } from '../broker/open.js';
import { currentPlatform, platformOf, type Platform } from '../broker/platform.js';
import type { Broker, LogLine } from '../broker/types.js';
import type { tryPlatformChannel } from '../broker/unavailability.js';
import { causeName } from '../errors/cause-name.js';
import { ErrorStatus, LogLevel } from './enums.js';
import { RuntimeFailure } from './failure.js';
import type { LoggerCallback } from './types.js';

/** How a channel to the broker comes about. */
export type OpenChannel = typeof tryPlatformChannel;

interface Startup {
  readonly platform: Platform;
  /** Undefined where there is nothing to speak over. */
  readonly channel?: Exclude<ReturnType<OpenChannel>, { available: false }>;
  readonly failure?: RuntimeFailure;
  /** Whether every call shall throw the failure. */
  readonly unusable?: true;
}

const levels: Readonly<Record<LogLine['level'], LogLevel>> = {
  error: LogLevel.Error,
  warning: LogLevel.Warning,
  info: LogLevel.Info,
  verbose: LogLevel.Debug,
  trace: LogLevel.Trace,
};

/** The one broker of this environment: looked for and opened when it is first needed. */
export class BrokerAccess {
  readonly #openChannel: OpenChannel;
  #startup: Startup | undefined;
  #broker: Broker | undefined;
  #logger: LoggerCallback | undefined;
  #enablePiiLogging = false;

  constructor(openChannel: OpenChannel) {
    this.#openChannel = openChannel;
  }

  /** Why there is no broker. The first answer stays, as in the original. */
  get startupFailure(): RuntimeFailure | undefined {
    this.#startup ??= this.#start();
    return this.#startup.failure;
  }

  /** Whose broker it is: the original does some things otherwise on Windows. */
  get platform(): Platform {
    this.#startup ??= this.#start();
    return this.#startup.platform;
  }

  /**
   * Where the original cannot load its binary, each of its functions throws: so does this, where
   * there is no channel.
   *
   * @throws RuntimeFailure saying so.
   */
  checkLoaded(): void {
    const failure = this.startupFailure;
    if (failure !== undefined && this.#startup?.unusable === true) throw failure;
  }

  /** @throws RuntimeFailure where there is none. */
  get broker(): Broker {
    if (this.#broker !== undefined) return this.#broker;
    const failure = this.startupFailure;
    const channel = this.#startup?.channel;
    if (failure !== undefined || channel === undefined) throw failure ?? notInitialized();
    this.#broker = open({ channel, enablePiiLogging: this.#enablePiiLogging }, 'exact');
    this.#broker.on('log', (line) => this.#write(line));
    return this.#broker;
  }

  /** Replaces the logger. Whether lines may hold personal data is settled at the first call. */
  logTo(logger: LoggerCallback, isPiiEnabled: boolean): void {
    this.#logger = logger;
    this.#enablePiiLogging = isPiiEnabled;
  }

  /** What a callback of the app's threw goes nowhere else, as in the original (measured). */
  logThrown(error: unknown): void {
    const name = causeName(error);
    this.#tell(
      `A callback of the app threw [${name}]; nobody else hears of it`,
      LogLevel.Error,
      false,
    );
  }

  #start(): Startup {
    const channel = this.#openChannel();
    if ('available' in channel) {
      const failure = new RuntimeFailure(ErrorStatus.Unexpected, '', channel.detail);
      return { platform: currentPlatform(), failure, unusable: true };
    }
    const platform = platformOf(channel);
    if (new AvailabilityProbe(channel).availability.available) return { platform, channel };
    channel.close();
    return { platform, failure: notInitialized() };
  }

  #write({ level, message, correlationId, containsPii }: LogLine): void {
    // PII is told only to a logger that asked for it, whatever the one before did.
    if (containsPii && !this.#enablePiiLogging) return;
    const prefix = correlationId === '' ? '' : `[${correlationId}] `;
    this.#tell(`${prefix}${message}`, levels[level], containsPii);
  }

  #tell(...line: Parameters<LoggerCallback>): void {
    try {
      this.#logger?.(...line);
    } catch {
      // As in the original (measured): a logger that throws ends nothing, and there is no other.
    }
  }
}

function notInitialized(): RuntimeFailure {
  return new RuntimeFailure(
    ErrorStatus.ApiContractViolation,
    '4r434',
    'Broker cannot be initialized for MSALRuntime',
  );
}

// SPDX-License-Identifier: MIT
import { inspect } from '../broker/inspect.js';
import { open } from '../broker/open.js';
import type { Platform } from '../broker/platform.js';
import type { Broker, BrokerOptions } from '../broker/types.js';
import { tryPlatformChannel } from '../broker/unavailability.js';
import { BrokerError } from '../errors/broker-error.js';
import type { AppLog } from './app-log.js';
import type { OptInFlags } from './configuration.js';
import { decide, type BrokerDecision, type DecisionFacts } from './decision.js';
import { remedyForMissingModule } from './remedies.js';

type Channel = NonNullable<BrokerOptions['channel']>;

/** The decision, and the broker if it is on. */
export interface Outcome {
  readonly decision: BrokerDecision;
  readonly broker?: Broker;
}

export interface GateOptions {
  readonly channel?: Channel | undefined;
  readonly enablePiiLogging: boolean;
  readonly allowPasswordInArguments: boolean;
  readonly log: AppLog;
}

/**
 * Takes the decision of one app object, once: by configuration and native module when it is made,
 * by a Ping at the first call that needs to know.
 */
export class BrokerGate {
  readonly #options: GateOptions;
  #facts: DecisionFacts;
  #channel: Channel | undefined;
  #outcome: Outcome | undefined;
  #asking: Promise<Outcome> | undefined;
  #closed = false;

  /** @throws BrokerError `dependency_missing`, and in strict mode whatever keeps the broker off. */
  constructor(facts: DecisionFacts, options: GateOptions) {
    this.#facts = facts;
    this.#options = options;
    this.#outcome = this.#advance();
    if (this.#outcome !== undefined) this.#channel?.close();
  }

  /** Whose broker it is: that of Linux where WSL has no way to the one of Windows. */
  get platform(): Platform {
    const { platform } = this.#facts;
    return platform === 'wsl' && this.#channel?.name === 'dbus' ? 'linux' : platform;
  }

  /** @throws BrokerError in strict mode, if the broker cannot be used. */
  async outcome(): Promise<Outcome> {
    if (this.#outcome !== undefined) return this.#outcome;
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const broker = this.#outcome?.broker;
    if (broker !== undefined) return broker.close();
    // Which ends a Ping that is on its way.
    this.#channel?.close();
    await this.#asking?.catch(() => undefined);
  }

  async #ask(): Promise<Outcome> {
    const channel = this.#channel;
    if (channel === undefined) throw closed();
    const availability = await inspect({ channel });
    if (this.#closed) throw closed();
    this.#facts = { ...this.#facts, availability };
    this.#outcome = this.#advance();
    if (this.#outcome === undefined) throw closed();
    return this.#outcome;
  }

  /** As far as it goes without waiting; undefined if the broker has to be asked. */
  #advance(): Outcome | undefined {
    const verdict = decide(this.#facts);
    switch (verdict.do) {
      case 'load_channel':
        this.#loadChannel();
        return this.#advance();
      case 'ping':
        return undefined;
      case 'throw':
        this.#channel?.close();
        throw refusal(verdict.code, verdict.detail);
      case 'decide':
        return this.#settle(verdict.decision, verdict.warn);
    }
  }

  #loadChannel(): void {
    const { platform, flags } = this.#facts;
    const found = this.#options.channel ?? tryPlatformChannel(choiceOf(platform, flags));
    if ('available' in found) {
      this.#facts = { ...this.#facts, channel: found };
      return;
    }
    this.#channel = found;
    this.#facts = { ...this.#facts, channel: 'loaded' };
  }

  #settle(decision: BrokerDecision, warn: boolean): Outcome {
    const { log, enablePiiLogging, allowPasswordInArguments } = this.#options;
    if (decision.state === 'off') {
      this.#channel?.close();
      const consequence = 'msal-node signs in instead';
      const text = `The broker is off (${decision.reason}): ${decision.detail}; ${consequence}`;
      log.write(warn ? 'warning' : 'verbose', text);
      return { decision };
    }
    log.write('verbose', `The broker is on (${decision.channel})`);
    const channel = this.#channel;
    if (channel === undefined) throw closed();
    const broker = open({ channel, enablePiiLogging, allowPasswordInArguments });
    broker.on('log', log.forward);
    return { decision, broker };
  }
}

/** Who opted in for Linux may get its broker inside WSL, where there is no other. */
function choiceOf(
  platform: Platform,
  { enableBrokerOnLinux }: OptInFlags,
): Parameters<typeof tryPlatformChannel>[0] {
  return platform === 'wsl' && enableBrokerOnLinux === true ? { wslSecondChoice: 'dbus' } : {};
}

function refusal(code: BrokerError['code'], detail: string): BrokerError {
  return new BrokerError({
    code,
    message: `PublicClientApplication: ${detail}`,
    ...(code === 'dependency_missing' ? { hint: remedyForMissingModule() } : {}),
  });
}

export function closed(): BrokerError {
  return new BrokerError({
    code: 'closed',
    message: 'PublicClientApplication: this app object has been closed; make another',
  });
}

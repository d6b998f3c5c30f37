// SPDX-License-Identifier: MIT
import type { Account, Broker, BrokerOptions } from 'entra-broker';
import type { Scenario } from 'entra-broker-simulator';
import type { WamCall as VerbCall, WamReply } from '../../lib/channels/wam/calls.js';
import { DefaultBroker } from '../../lib/broker/default-broker.js';
import { WamDialect } from '../../lib/broker/wam/dialect.js';
import { clientId } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import {
  DeskChannel,
  deskWindow,
  type DeskChannelOptions,
} from '../windows/support/desk-channel.js';
import { WamStandIn, type StandInOptions } from '../windows/stand-in/wam-stand-in.js';
import type { WamCall } from '../windows/stand-in/wire.js';

const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** A personal account of the world of these tests. */
export const pat: Account = {
  homeAccountId: `00000000-0000-0000-0007-3c5a9f1e2b40.${personalTenant}`,
  localAccountId: '00000000-0000-0000-0007-3c5a9f1e2b40',
  environment: 'login.microsoftonline.com',
  realm: personalTenant,
  username: 'pat@outlook.example',
};

/** Ada of work is signed in, Grace is not; Pat is a person at home. */
export function world(changes: Scenario = {}): Scenario {
  const scenario = scenarioWith({});
  return {
    ...scenario,
    tenants: [
      ...(scenario.tenants ?? []),
      { id: personalTenant, domain: 'outlook.example' },
      { id: guestTenant, domain: 'guests.example' },
    ],
    accounts: [
      ...(scenario.accounts ?? []),
      { username: pat.username, oid: pat.localAccountId, tenant: 'outlook.example' },
    ],
    ...changes,
  };
}

/** Where Ada is a guest, in the tests that say so. */
export const guestTenant = '5d0f7a44-8f0e-4b7c-a0d5-6b9a3c1e4f70';

/** WAM's own ids. */
export const webAccountIds = {
  'ada@contoso.example': 'wam-ada',
  'grace@fabrikam.example': 'wam-grace',
  'pat@outlook.example': 'wam-pat',
};

export const window = deskWindow;
export const windowFields = {
  parentWindowHandle: window,
  redirectUri: `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`,
};

interface StageOptions extends StandInOptions {
  readonly machine?: DeskChannelOptions;
  readonly broker?: Pick<BrokerOptions, 'callTimeoutMs' | 'enablePiiLogging'>;
  /** Default: hardly any. */
  readonly backOffMs?: readonly number[];
  readonly homeTimeoutMs?: number;
  readonly reading?: 'exact';
}

/** A Broker over the desk of the stand-in, with all that a test looks at. */
export class WamStage implements AsyncDisposable {
  #from = 0;

  private constructor(
    readonly standIn: WamStandIn,
    readonly channel: DeskChannel,
    readonly broker: Broker,
  ) {}

  static async open(options: StageOptions = {}): Promise<WamStage> {
    const { machine, broker, backOffMs = [1, 1, 1], reading = 'lenient', ...rest } = options;
    const { homeTimeoutMs, ...desk } = rest;
    const standIn = await WamStandIn.start({ scenario: world(), webAccountIds, ...desk });
    const channel = new DeskChannel(standIn, machine);
    const dialect = new WamDialect(channel, {
      product: { name: 'wam-tests', version: '1.2.3' },
      enablePiiLogging: broker?.enablePiiLogging === true,
      allowPasswordInArguments: false,
      reading,
      backOffMs,
      ...(homeTimeoutMs === undefined ? {} : { homeTimeoutMs }),
    });
    return new WamStage(standIn, channel, new DefaultBroker(dialect, broker ?? {}));
  }

  /** Another Broker, as after a restart of the program: on the same machine, and new to it. */
  anotherBroker(): { readonly broker: Broker; readonly channel: DeskChannel } {
    const channel = new DeskChannel(this.standIn);
    const dialect = new WamDialect(channel, {
      product: { name: 'wam-tests', version: '1.2.3' },
      enablePiiLogging: false,
      allowPasswordInArguments: false,
      reading: 'lenient',
    });
    return { channel, broker: new DefaultBroker(dialect, {}) };
  }

  /** Changes replies, to what the desk never says. */
  replaceReplies(replace: (call: VerbCall, reply: WamReply) => WamReply): void {
    const { channel } = this;
    const start = channel.start.bind(channel);
    channel.start = (call, done) =>
      start(call, (reply) => done(replace(call as VerbCall, reply) as typeof reply));
  }

  /** As on a machine without the plug-in of that authority. */
  removePlugin(authority: string): void {
    this.replaceReplies((call, reply) =>
      call.verb === 'findProvider' && call.authority === authority
        ? { ok: true, answer: null }
        : reply,
    );
  }

  /** What was asked of WAM since the last look, in order, one line each. */
  asked(): readonly string[] {
    return this.calls().map(lineOf);
  }

  /** The same as it was logged; without the look at the machine. */
  calls(): readonly WamCall[] {
    const calls = this.standIn.calls.slice(this.#from);
    this.#from = this.standIn.calls.length;
    const looks = calls.findIndex(({ call }) => call === 'activate');
    return looks < 0 ? calls : calls.toSpliced(looks, 2);
  }

  /** How many objects of Windows are held when all that was sent before has been served. */
  async liveObjects(channel: DeskChannel = this.channel): Promise<number> {
    const call = { verb: 'release', objects: [], timeoutMs: 10_000 } as const;
    await new Promise((resolve) => channel.start<'release'>(call, resolve));
    return channel.liveObjects;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.broker.close();
    await this.standIn[Symbol.asyncDispose]();
  }
}

/** E.g. `FindAccount organizations wam-ada`. */
function lineOf({
  call,
  providerId,
  authority,
  provider,
  request,
  accountId,
  webAccountId,
}: WamCall): string {
  const name = call
    .replace(/^WebAuthenticationCoreManager\.|Async$|ClientIdAsync$/g, '')
    .replace('WithAuthority', '');
  const where = request?.provider.authority ?? provider?.authority ?? authority;
  const what = where === undefined || where === '' ? providerId : where.replace(loginHost, '');
  const whom = accountId ?? webAccountId ?? undefined;
  return [name, what, whom].filter((part) => part !== undefined && part !== '').join(' ');
}

const loginHost = 'https://login.microsoftonline.com/';

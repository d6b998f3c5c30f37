// SPDX-License-Identifier: MIT
import type { Platform } from '../broker/platform.js';
import type { Account as BrokerAccount, TokenResult } from '../broker/types.js';
import { invalidArgument } from './arguments.js';

const publicCloud = 'login.microsoftonline.com';
const oldNameOfPublicCloud = 'login.windows.net';

/**
 * An account as the original shows it: by getters of the prototype, so that printing one shows no
 * user. What the broker told of it stays inside, and goes back to the broker.
 */
export class Account {
  readonly #account: BrokerAccount;
  readonly #additionalFields: Readonly<Record<string, unknown>>;
  /** What goes back to the broker: more than is shown, where a list told more than tokens did. */
  readonly #sent: BrokerAccount;

  private constructor(
    account: BrokerAccount,
    additionalFields: Readonly<Record<string, unknown>>,
    sent = account,
  ) {
    this.#account = account;
    this.#additionalFields = additionalFields;
    this.#sent = sent;
  }

  /** One that the broker has listed. The original shows no client info of those on Windows. */
  static listed(account: BrokerAccount, platform: Platform): Account {
    const { accountType, ...rest } = account;
    const { clientInfo, ...others } = { ...rest, environment: cloudOf(account.environment) };
    const sent = { ...others, ...(clientInfo === undefined ? {} : { clientInfo }) };
    const fields = { ...(accountType && { accountType }) };
    return new Account(platform === 'win32' ? others : sent, fields, sent);
  }

  /** The one that tokens are for; `asked` is the account that the call was about. */
  static ofTokens({ account, idTokenClaims }: TokenResult, asked?: BrokerAccount): Account {
    const localAccountId = localIdOf(account, asked);
    return new Account({ ...account, localAccountId }, idTokenClaims);
  }

  /**
   * An account in another tenant or cloud, if the id is the one that is made up for it there; see
   * localIdOf.
   */
  static elsewhere(account: Account, accountId: string): Account | undefined {
    const prefix = `${account.homeAccountId}.`;
    if (!accountId.startsWith(prefix)) return undefined;
    const [realm = '', ...cloud] = accountId.slice(prefix.length).split('.');
    const environment = cloud.length === 0 ? account.environment : cloud.join('.');
    const there = { ...account.#account, localAccountId: accountId, realm, environment };
    return realm === '' ? undefined : new Account(there, account.#additionalFields);
  }

  /** An account, of which the broker is sent what another object of it knows besides. */
  static completed(account: Account, known: Account): Account {
    const sent = { ...known.#sent, ...account.#account };
    return new Account(account.#account, account.#additionalFields, sent);
  }

  /** @throws Error for anything but an account of this module. */
  static brokerAccountOf(given: unknown): BrokerAccount {
    if (typeof given !== 'object' || given === null || !(#account in given)) {
      throw invalidArgument();
    }
    return given.#sent;
  }

  get accountId(): string {
    return this.#account.localAccountId;
  }

  get homeAccountId(): string {
    return this.#account.homeAccountId;
  }

  get environment(): string {
    return this.#account.environment;
  }

  get realm(): string {
    return this.#account.realm;
  }

  get localAccountId(): string {
    return this.#account.localAccountId;
  }

  get username(): string {
    return this.#account.username;
  }

  get givenName(): string | undefined {
    return this.#account.givenName;
  }

  get familyName(): string | undefined {
    return this.#account.familyName;
  }

  get middleName(): string | undefined {
    return this.#account.middleName;
  }

  get displayName(): string | undefined {
    return this.#account.name;
  }

  get additionalFieldsJson(): string {
    const fields = Object.entries(this.#additionalFields);
    return JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
  }

  get homeEnvironment(): string | undefined {
    return this.#account.homeEnvironment;
  }

  get clientInfo(): string | undefined {
    return this.#account.clientInfo;
  }
}

function cloudOf(environment: string): string {
  return environment === oldNameOfPublicCloud ? publicCloud : environment;
}

/**
 * The original makes an id up where the account is not at home: in another tenant than its own,
 * or in another cloud than the account that was asked for (measured on 0.20.7).
 */
function localIdOf(account: BrokerAccount, asked: BrokerAccount | undefined): string {
  const { homeAccountId, localAccountId, realm, environment } = account;
  const homeCloud =
    asked === undefined ? environment : cloudOf(asked.homeEnvironment ?? asked.environment);
  const elsewhere = homeCloud === environment ? [] : [environment];
  const atHome = homeAccountId.toLowerCase().endsWith(`.${realm.toLowerCase()}`);
  if (atHome && elsewhere.length === 0) return localAccountId;
  return [homeAccountId, realm, ...elsewhere].join('.');
}

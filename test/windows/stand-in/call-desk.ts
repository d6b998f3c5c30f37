// SPDX-License-Identifier: MIT
import type { Simulator } from 'entra-broker-simulator';
import { altered } from './answers.js';
import type { Dialogs } from './dialogs.js';
import type { Peer } from './line-server.js';
import { tokenStatus } from './provider-errors.js';
import { type WamConsequence, WamRuleBook } from './rules.js';
import { type Asked, TokenDesk } from './token-desk.js';
import { kindServedBy, providerFields, type WebAccounts } from './web-accounts.js';
import type { Fields, WamCall, WamRequest } from './wire.js';

export interface CallTraits {
  /**
   * Whether a sign-in opens a dialog; one that ignores Cancel stays open, and its operation waits,
   * until somebody closes it. Default `shown`.
   */
  readonly dialog?: 'none' | 'shown' | 'ignores-cancel';
  /** Authority that is picked in the accounts pane, or null if it is closed. Default: the first. */
  readonly paneChoice?: string | null;
  /** Whether nothing is picked before somebody closes the pane. Default false. */
  readonly paneStaysOpen?: boolean;
  /** Authority of the system's own account. Default `organizations`; null if there is none. */
  readonly defaultAuthority?: 'organizations' | 'consumers' | null;
  /** Whether personal accounts can be listed; Windows mostly does not let apps. Default false. */
  readonly listsPersonalAccounts?: boolean;
  /** What `IsFeatureSupported:…` says yes to. Default: TokenBinding. */
  readonly features?: readonly string[];
}

const providerId = 'https://login.microsoft.com';
const defaultProviderId = 'https://login.windows.local';
/** FindAllWebAccountsStatus */
const notSupportedByProvider = 2;
const providerError = 3;
const featureProbe = 'IsFeatureSupported:';

interface Open {
  readonly cancel: () => void;
}

/** Decides what becomes of each call, and tells the library. */
export class CallDesk {
  rules = new WamRuleBook([]);
  private readonly tokens: TokenDesk;
  private readonly open = new Map<Peer, Map<number, Open>>();

  constructor(
    private readonly simulator: Simulator,
    private readonly accounts: WebAccounts,
    private readonly dialogs: Dialogs,
    /** May be changed at any time. */
    public traits: CallTraits,
  ) {
    this.tokens = new TokenDesk(simulator, accounts);
  }

  close(): void {
    this.tokens.close();
  }

  handle(peer: Peer, id: number, call: WamCall): void {
    const rule = this.rules.consult(call);
    if (rule.hangs === true) return;
    if (rule.refuse !== undefined) {
      peer.tell('accepted', id, { refused: rule.refuse });
      return;
    }
    const finish = this.finisher(peer, id, rule);
    if (opensDialog(call)) this.withDialog(peer, id, call, finish);
    else {
      peer.tell('accepted', id, {});
      this.note(peer, id, { cancel: () => finish(canceled) });
      void this.answer(call).then(finish);
    }
  }

  cancel(peer: Peer, id: number): void {
    this.open.get(peer)?.get(id)?.cancel();
  }

  /** Gives the answer once, unless the rule has it that none ever comes. */
  private finisher(peer: Peer, id: number, rule: WamConsequence): (answer: Fields) => void {
    let finished = rule.never === true;
    return (answer) => {
      if (finished) return;
      finished = true;
      this.open.get(peer)?.delete(id);
      const send = (): void => peer.tell('answer', id, altered(answer, rule));
      if (rule.delayMs === undefined) send();
      else setTimeout(send, rule.delayMs).unref();
    };
  }

  private note(peer: Peer, id: number, entry: Open): void {
    const calls = this.open.get(peer) ?? new Map<number, Open>();
    this.open.set(peer, calls.set(id, entry));
  }

  /** Asks the simulator when the dialog shows, and closes it with the answer. */
  private withDialog(
    peer: Peer,
    id: number,
    call: WamCall,
    finish: (answer: Fields) => void,
  ): void {
    const { dialog: mode = 'shown' } = this.traits;
    let asked: Asked | undefined;
    let dialog = 0;
    const begin = (): void => {
      asked = this.ask(call);
      void asked.answer.then((answer) => {
        this.dialogs.close(dialog);
        finish(answer);
      });
    };
    const cancel = (): void => {
      if (mode === 'ignores-cancel') return;
      finish(canceled);
      this.dialogs.close(dialog);
      asked?.close();
    };
    this.note(peer, id, { cancel });
    if (mode !== 'none') dialog = this.dialogs.expect(begin, () => asked?.close());
    peer.tell('accepted', id, dialog === 0 ? {} : { dialog });
    if (dialog === 0) begin();
  }

  private ask({ request, webAccountId, authorities }: WamCall): Asked {
    if (request !== undefined) return this.tokens.ask(request, webAccountId ?? null, true);
    if (this.traits.paneStaysOpen === true) return openPane();
    return { answer: Promise.resolve(this.choiceIn(authorities ?? [])), close: () => {} };
  }

  private choiceIn(authorities: readonly string[]): Fields {
    const { paneChoice = authorities[0] ?? null } = this.traits;
    const choice = paneChoice === null ? -1 : authorities.indexOf(paneChoice);
    return { outcome: 'completed', choice };
  }

  private async answer(call: WamCall): Promise<Fields> {
    switch (call.call) {
      case 'FindAccountProviderAsync':
      case 'FindSystemAccountProviderAsync':
      case 'FindAccountProviderWithAuthorityAsync':
      case 'FindSystemAccountProviderWithAuthorityAsync':
        return { outcome: 'completed', provider: this.findProvider(call) };
      case 'FindAccountAsync':
        return { outcome: 'completed', account: this.findAccount(call) };
      case 'FindAllAccountsAsync':
      case 'FindAllAccountsWithClientIdAsync':
        return this.findAllAccounts(call);
      case 'GetTokenSilentlyAsync':
      case 'GetTokenSilentlyWithWebAccountAsync':
        return call.request === undefined
          ? {}
          : this.silently(call.request, call.webAccountId ?? null);
      case 'WebTokenRequestResult.InvalidateCacheAsync':
        this.tokens.invalidate(call.token ?? '');
        return { outcome: 'completed' };
      case 'WebAccount.SignOutAsync':
      case 'WebAccount.SignOutWithClientIdAsync':
        return this.signOut(call);
      default:
        return { outcome: 'completed' };
    }
  }

  private findProvider({ providerId: id, authority }: WamCall): Fields | undefined {
    if (id === defaultProviderId) {
      const { defaultAuthority = 'organizations' } = this.traits;
      return defaultAuthority === null
        ? undefined
        : providerFields({ id: providerId, authority: defaultAuthority });
    }
    return id === providerId ? providerFields({ id, authority: authority ?? '' }) : undefined;
  }

  private findAccount({ accountId = '', provider }: WamCall): Fields | undefined {
    const account = this.accounts.byWebAccountId(accountId);
    const there = account?.signedIn === true && provider !== undefined;
    return there ? this.accounts.fieldsOf(account, provider) : undefined;
  }

  private async findAllAccounts({ provider, clientId = '' }: WamCall): Promise<Fields> {
    const kind = kindServedBy(provider);
    if (provider === undefined || (kind === 'msa' && this.traits.listsPersonalAccounts !== true)) {
      return { outcome: 'completed', status: notSupportedByProvider };
    }
    // By way of the simulator, so that its rules for getAccounts apply.
    const error = await this.tokens.accountsError(clientId);
    if (error !== undefined) return { outcome: 'completed', status: providerError, error };
    const accounts = this.accounts.visibleTo(clientId, kind);
    const fields = accounts.map((account) => this.accounts.fieldsOf(account, provider));
    const numbered = Object.fromEntries(fields.entries());
    return { outcome: 'completed', accounts: accounts.length, ...numbered };
  }

  private silently(request: WamRequest, webAccountId: string | null): Promise<Fields> | Fields {
    if (request.scope.startsWith(featureProbe)) {
      const { features = ['TokenBinding'] } = this.traits;
      const supported = features.includes(request.scope.slice(featureProbe.length));
      const status = supported ? tokenStatus.success : tokenStatus.providerError;
      return { outcome: 'completed', status, response: {} };
    }
    return this.tokens.ask(request, webAccountId, false).answer;
  }

  private async signOut({ accountId = '', clientId }: WamCall): Promise<Fields> {
    const account = this.accounts.byWebAccountId(accountId);
    if (account !== undefined && clientId === undefined) this.simulator.signOut(account.username);
    if (account !== undefined && clientId !== undefined) {
      const { homeAccountId } = account;
      await this.tokens.invoke('removeAccount', '', { clientId, account: { homeAccountId } });
    }
    return { outcome: 'completed' };
  }
}

const canceled: Fields = { outcome: 'canceled' };

function opensDialog({ call }: WamCall): boolean {
  return call.endsWith('ForWindowAsync') && call.startsWith('RequestToken')
    ? true
    : call === 'AccountsSettingsPane.Show';
}

function openPane(): Asked {
  let close = (): void => {};
  const answer = new Promise<Fields>((resolve) => {
    close = () => resolve({ outcome: 'completed', choice: -1 });
  });
  return { answer, close: () => close() };
}

// SPDX-License-Identifier: MIT
import type { WireError } from '../scenario/types.js';

/** An account that a person may pick in the window. */
export interface Candidate {
  readonly username: string;
  readonly name: string;
  readonly signedIn: boolean;
}

/** A window that the broker opened, or would have: what it was asked to show. */
export interface Interaction {
  readonly id: number;
  readonly correlationId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** `prompt` and `domain_hint` of the request; empty if not given. */
  readonly prompt: string;
  readonly domainHint: string;
  /** User name that the request hinted at; empty if it did not. */
  readonly loginHint: string;
  readonly candidates: readonly Candidate[];
}

/** What the person did. `refuse` is also what closing the window means. */
export type InteractionAnswer =
  'refuse' | { readonly pick: string } | { readonly error: WireError };

/** The windows that are open now. */
export class InteractionDesk {
  /** Every window so far, answered ones too. */
  readonly all: Interaction[] = [];
  private readonly open = new Map<number, (answer: InteractionAnswer) => void>();

  constructor(private readonly changed: (opened?: Interaction) => void) {}

  get pending(): readonly Interaction[] {
    return this.all.filter(({ id }) => this.open.has(id));
  }

  /** Opens a window; with `answer`, somebody gives it at once. */
  ask(
    details: Omit<Interaction, 'id'>,
    answer: InteractionAnswer | undefined,
  ): Promise<InteractionAnswer> {
    const interaction = { id: this.all.length + 1, ...details };
    this.all.push(interaction);
    const given = new Promise<InteractionAnswer>((resolve) => {
      this.open.set(interaction.id, resolve);
    });
    if (answer === undefined) this.changed(interaction);
    else this.answer(interaction.id, answer);
    return given;
  }

  /** Whether that window was still open. */
  answer(id: number, answer: InteractionAnswer): boolean {
    const resolve = this.open.get(id);
    if (resolve === undefined) return false;
    this.open.delete(id);
    resolve(answer);
    this.changed();
    return true;
  }

  closeAll(): void {
    for (const id of [...this.open.keys()]) this.answer(id, 'refuse');
  }
}

// SPDX-License-Identifier: MIT
import type {
  ProviderErrorAnswer,
  TextMap,
  TokenAnswer,
  WamObject,
  WebAccountAnswer,
} from '../../../../lib/channels/wam/calls.js';
import type { Fields, Provider } from '../../stand-in/wire.js';

/** An object of Windows, as far as later calls need it. */
type Kept =
  | { readonly kind: 'provider'; readonly provider: Provider }
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'result'; readonly token: string }
  | { readonly kind: 'monitor'; readonly accountIds: readonly string[] };
type Kind = Kept['kind'];

/** The objects that a channel holds, and their first appearance in an answer. */
export class DeskObjects {
  readonly #kept = new Map<WamObject, Kept>();
  #lastObject = 0;

  get size(): number {
    return this.#kept.size;
  }

  keep(object: Kept): WamObject {
    this.#lastObject += 1;
    this.#kept.set(this.#lastObject, object);
    return this.#lastObject;
  }

  /** @throws Error if it is none of that kind, or has been released. */
  get<K extends Kind>(object: WamObject, kind: K): Extract<Kept, { kind: K }> {
    const kept = this.#kept.get(object);
    if (kept?.kind !== kind) throw new Error(`${String(object)} is no ${kind}, or was released`);
    return kept as Extract<Kept, { kind: K }>;
  }

  release(objects: Iterable<WamObject>): void {
    for (const object of objects) this.#kept.delete(object);
  }

  releaseAll(): void {
    this.#kept.clear();
  }

  /** The monitors that such an event is for. */
  monitorsOf(accountId: string | undefined): readonly WamObject[] {
    return [...this.#kept].flatMap(([object, kept]) => {
      const concerned = accountId === undefined || idsOf(kept).includes(accountId);
      return kept.kind === 'monitor' && concerned ? [object] : [];
    });
  }

  account(fields: Fields): WebAccountAnswer {
    const id = textOf(fields['id']);
    return {
      object: this.keep({ kind: 'account', id }),
      id,
      userName: textOf(fields['userName']),
      properties: mapOf(fields['property']),
    };
  }

  token(answer: Fields): TokenAnswer {
    const error = errorOf(answer['error']);
    const response = groupOf(answer['response']) ?? {};
    const token = textOf(response['token']);
    const account = groupOf(response['account']);
    return {
      object: this.keep({ kind: 'result', token }),
      status: Number(answer['status'] ?? 0),
      error,
      response:
        answer['empty'] === undefined
          ? {
              token,
              account: account === undefined ? null : this.account(account),
              properties: mapOf(response['property']),
              error,
            }
          : null,
    };
  }
}

export function groupOf(value: Fields[string]): Fields | undefined {
  return typeof value === 'object' ? value : undefined;
}

export function textOf(value: Fields[string]): string {
  return typeof value === 'object' ? '' : String(value ?? '');
}

export function errorOf(value: Fields[string]): ProviderErrorAnswer | null {
  const group = groupOf(value);
  if (group === undefined) return null;
  return { code: Number(group['code']), message: textOf(group['message']) };
}

function mapOf(value: Fields[string]): TextMap {
  const entries = Object.entries(groupOf(value) ?? {});
  return Object.fromEntries(
    entries.flatMap(([name, text]) => (text === undefined ? [] : [[name, textOf(text)]])),
  );
}

function idsOf(kept: Kept): readonly string[] {
  return kept.kind === 'monitor' ? kept.accountIds : [];
}

// SPDX-License-Identifier: MIT
import { EventEmitter } from 'node:events';

/** Events by name with typed values. */
export class Emitter<Events extends object> {
  private readonly inner = new EventEmitter().setMaxListeners(0);

  emit<K extends keyof Events & string>(event: K, value: Events[K]): void {
    this.inner.emit(event, value);
  }

  /** Returns the function that stops listening. */
  on<K extends keyof Events & string>(event: K, listener: (value: Events[K]) => void): () => void {
    this.inner.on(event, listener);
    return () => this.inner.off(event, listener);
  }
}

// SPDX-License-Identifier: MIT
import type { ServerResponse } from 'node:http';
import type { Interaction } from '../core/interactions.js';

/** A page that is reloaded comes back within this time; longer, and it was closed. */
const reloadMs = 1000;

/** The pages that are open, each as its event stream, and the windows that they have shown. */
export class EventStreams {
  private readonly open = new Set<ServerResponse>();
  private readonly shown = new Set<number>();
  private closing: NodeJS.Timeout | undefined;

  /** `onClosed` gets the ids of all windows that were shown, once the last page is gone. */
  constructor(private readonly onClosed: (ids: readonly number[]) => void) {}

  add(response: ServerResponse, pending: readonly Interaction[]): void {
    clearTimeout(this.closing);
    this.open.add(response);
    response.on('close', () => {
      this.remove(response);
    });
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    this.publish(pending);
  }

  publish(pending: readonly Interaction[]): void {
    if (this.open.size === 0) return;
    for (const { id } of pending) this.shown.add(id);
    for (const response of this.open) response.write(`data: ${JSON.stringify(pending)}\n\n`);
  }

  close(): void {
    clearTimeout(this.closing);
    for (const response of this.open) response.end();
    this.open.clear();
  }

  private remove(response: ServerResponse): void {
    if (!this.open.delete(response) || this.open.size > 0) return;
    this.closing = setTimeout(() => {
      const ids = [...this.shown];
      this.shown.clear();
      this.onClosed(ids);
    }, reloadMs);
  }
}

// SPDX-License-Identifier: MIT
import { connect } from 'node:net';
import { once } from 'node:events';

/** The port at which msal-node waits for the browser that is at this page. */
export function portOf(authorizeUrl: string): number {
  const redirectUri = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
  return Number(new URL(redirectUri).port);
}

/** Waits until nobody listens there any more; msal-node lets go when it has read its answer. */
export async function isFree(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const refused = await once(socket, 'connect').then(
      () => false,
      () => true,
    );
    socket.destroy();
    if (refused) return;
  }
}

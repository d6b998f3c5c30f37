// SPDX-License-Identifier: MIT
import type { World } from '../scenario/world.js';
import { Fault, faults } from './fault.js';

/** @throws Fault if the app registration does not allow the request. */
export function checkClient(world: World, clientId: string, redirectUri: string): void {
  const wanted = clientId.toLowerCase();
  const registration = world.clients.find(({ id }) => id.toLowerCase() === wanted);
  if (registration === undefined) {
    if (!world.refusesUnknownClients) return;
    throw new Fault({ status: 'IncorrectConfiguration', context: 'The client is not registered' });
  }
  if (redirectUri !== '' && !registration.redirectUris.includes(redirectUri)) {
    throw faults.redirectUriNotRegistered();
  }
}

// SPDX-License-Identifier: MIT
import type { ErrorShape, WireError } from '../scenario/types.js';
import { wireStatuses } from './statuses.js';

/** An error that the broker answers; thrown within the core, never out of it. */
export class Fault extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.context ?? String(wire.status));
    this.wire = wire;
  }
}

// Tag of the one recorded interaction_required reply; any number serves the clients.
const defaultTag = 557155398;
// Not empty: an empty context ends the process of a client with Microsoft's runtime 0.20.7.
const defaultContext = 'Simulated';

export const faults = {
  interactionRequired: (context: string): Fault =>
    new Fault({ status: 'InteractionRequired', context }),
  accountUnusable: (context: string): Fault => new Fault({ status: 'AccountUnusable', context }),
  accountNotFound: (): Fault =>
    new Fault({ status: 'AccountNotFound', context: 'The account is not known to the broker' }),
  // The tag with which Microsoft's client itself names this end.
  userCanceled: (): Fault =>
    new Fault({ status: 'UserCanceled', tag: 579379414, context: 'The user closed the window' }),
  badRequest: (context: string): Fault => new Fault({ status: 'ApiContractViolation', context }),
  // Code and tag of a real broker, by which clients recognise this fault.
  redirectUriNotRegistered: (): Fault =>
    new Fault({
      status: 'ApiContractViolation',
      errorCode: 3399614473,
      tag: 557973642,
      context: 'The redirect URI is not registered for this client',
    }),
} as const;

/** The error object as it goes over the wire. */
export function wireErrorObject(error: WireError, shape: ErrorShape): Record<string, unknown> {
  const context = error.context ?? defaultContext;
  if (shape === 'himmelblau') return { context, status: 0, subStatus: 0 };
  return {
    context,
    diagnostics: error.diagnostics ?? null,
    errorCode: error.errorCode ?? 0,
    status: typeof error.status === 'number' ? error.status : wireStatuses[error.status],
    subStatus: error.subStatus ?? 0,
    tag: error.tag ?? defaultTag,
  };
}

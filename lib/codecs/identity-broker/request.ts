// SPDX-License-Identifier: MIT

/** The protocol version that goes with every request. */
export const protocolVersion = '0.0';

/** What a channel is asked to send: a method of the broker and its request, as JSON text. */
export interface EncodedRequest {
  readonly method: string;
  readonly body: string;
}

// SPDX-License-Identifier: MIT
import { createHash, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** RFC 7638 thumbprint of the public key, base64url. */
  readonly id: string;
}

export interface KeyRing {
  /** The identity provider's: signs ID and access tokens. */
  readonly issuer: SigningKey;
  /** The device's: signs HTTP requests. */
  readonly device: SigningKey;
  /** Shared with the identity provider: signs PRT cookies. */
  readonly session: Buffer;
}

const generate = promisify(generateKeyPair);

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey, id: thumbprint(publicKey) };
}

export function thumbprint(publicKey: KeyObject): string {
  const { e, kty, n } = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}

let ring: Promise<KeyRing> | undefined;

/** Keys of this process: making them takes a moment, and nothing needs different ones. */
export function processKeys(): Promise<KeyRing> {
  ring ??= Promise.all([newKey(), newKey()]).then(([issuer, device]) => ({
    issuer,
    device,
    session: randomBytes(32),
  }));
  return ring;
}

// SPDX-License-Identifier: MIT
import type { ProofOfPossession } from '../../broker/types.js';

type Properties = Readonly<Record<string, string>>;

/** Properties that ask for proof of possession, and the app properties that go with them. */
export interface ProofProperties {
  readonly properties: Properties;
  readonly appProperties: Properties;
}

const none: ProofProperties = { properties: {}, appProperties: {} };

export function proofProperties(
  proof: ProofOfPossession | undefined,
  extra: Properties,
): ProofProperties {
  if (proof === undefined) return none;
  if ('keyId' in proof) return { properties: keyProperties(proof.keyId, extra), appProperties: {} };
  return { properties: { token_type: 'shr' }, appProperties: signedRequestProperties(proof) };
}

/** A key of the caller: what the caller has put into words itself stays as it is. */
function keyProperties(keyId: string, extra: Properties): Properties {
  const reqCnf = Buffer.from(JSON.stringify({ kid: keyId })).toString('base64url');
  return {
    token_type: extra['token_type'] ?? 'pop',
    req_cnf: extra['req_cnf'] ?? reqCnf,
  };
}

function signedRequestProperties(
  proof: Extract<ProofOfPossession, { httpMethod: string }>,
): Properties {
  const url = URL.canParse(proof.url) ? new URL(proof.url) : undefined;
  const path = url === undefined ? '' : url.pathname + url.search;
  return {
    shr_method: proof.httpMethod,
    shr_u: url?.host ?? '',
    ...(path === '' ? {} : { shr_p: path }),
    ...(proof.nonce === undefined || proof.nonce === '' ? {} : { shr_nonce: proof.nonce }),
    shr_add_timestamp: '1',
  };
}

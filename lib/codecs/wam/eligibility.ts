// SPDX-License-Identifier: MIT
import type { TokenRequest } from '../../broker/types.js';
import { authorityParts } from '../identity-broker/authority.js';
import { isHostIn } from '../identity-broker/eligibility.js';

/** Why WAM cannot serve a call, whatever it would answer. */
export type WamIneligibleReason = 'adfs' | 'b2c' | 'ciam' | 'client_claims';

export type WamEligibility =
  | 'eligible'
  | {
      readonly ineligible: WamIneligibleReason;
      /** What is wrong with the call, in words. */
      readonly problem: string;
    };

const problems: Readonly<Record<WamIneligibleReason, string>> = {
  adfs: 'the broker on Windows does not serve AD FS',
  b2c: 'the broker on Windows does not serve Azure AD B2C',
  ciam: 'the broker on Windows does not serve external tenants (ciamlogin.com)',
  client_claims: 'the broker on Windows knows no place for proofOfPossession.clientClaims',
};

/**
 * Whether a call may go to WAM at all. Microsoft's client sends it B2C authorities as well, though
 * its documentation excludes them.
 */
export function wamEligibility(
  request: Pick<TokenRequest, 'authority' | 'proofOfPossession'>,
): WamEligibility {
  const reason = ineligibleReason(request);
  return reason === undefined ? 'eligible' : { ineligible: reason, problem: problems[reason] };
}

function ineligibleReason(
  request: Pick<TokenRequest, 'authority' | 'proofOfPossession'>,
): WamIneligibleReason | undefined {
  const { host, tenant } = authorityParts(request.authority);
  const name = tenant.toLowerCase();
  if (isHostIn(host, 'ciamlogin.com')) return 'ciam';
  if (name === 'adfs') return 'adfs';
  if (name === 'tfp' || isHostIn(host, 'b2clogin.com') || namesPolicy(request.authority)) {
    return 'b2c';
  }
  const proof = request.proofOfPossession;
  const claims = proof !== undefined && 'clientClaims' in proof ? proof.clientClaims : undefined;
  return claims === undefined || claims === '' ? undefined : 'client_claims';
}

/** Custom domains of B2C show in nothing but the policy after the tenant. */
function namesPolicy(authority: string): boolean {
  if (!URL.canParse(authority)) return false;
  return new URL(authority).pathname.split('/')[2]?.toLowerCase().startsWith('b2c_') === true;
}

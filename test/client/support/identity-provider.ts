// SPDX-License-Identifier: MIT
import type { INetworkModule } from '@azure/msal-node';
import { clientId, grace } from '../../support/requests.js';

/** One request that msal-node sent to the identity provider. */
export interface SentRequest {
  readonly url: string;
  readonly form: URLSearchParams;
}

/**
 * The identity provider behind msal-node's own network interface, which an app may set: answers the
 * flows of msal-node for one user, without a network.
 */
export class IdentityProvider implements INetworkModule {
  readonly requests: SentRequest[] = [];
  /** What the token endpoint answers instead of tokens. */
  refusal: { readonly error: string; readonly error_description: string } | undefined;
  #count = 0;

  get grants(): readonly (string | null)[] {
    return this.requests
      .filter(({ url }) => url.includes('/token'))
      .map(({ form }) => form.get('grant_type'));
  }

  readonly sendGetRequestAsync: INetworkModule['sendGetRequestAsync'] = (url) =>
    Promise.reject(new Error(`Nothing is known of ${url}: this test has no network`));

  readonly sendPostRequestAsync: INetworkModule['sendPostRequestAsync'] = (url, options) => {
    this.requests.push({ url, form: new URLSearchParams(options?.body) });
    const refused = this.refusal !== undefined && url.includes('/token');
    const body = refused ? this.refusal : url.includes('/devicecode') ? code : this.#tokens();
    return Promise.resolve({ headers: {}, body: body as never, status: refused ? 400 : 200 });
  };

  #tokens(): object {
    this.#count += 1;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      aud: clientId,
      iss: `https://login.microsoftonline.com/${grace.realm}/v2.0`,
      iat: now,
      exp: now + 3600,
      name: grace.name,
      oid: grace.localAccountId,
      preferred_username: grace.username,
      sub: 'invented',
      tid: grace.realm,
      ver: '2.0',
    };
    return {
      token_type: 'Bearer',
      scope: 'User.Read openid profile offline_access',
      expires_in: 3600,
      access_token: `invented-access-token-${this.#count}`,
      refresh_token: 'invented-refresh-token',
      id_token: `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
      client_info: encoded({ uid: grace.localAccountId, utid: grace.realm }),
    };
  }
}

const code = {
  device_code: 'invented-device-code',
  user_code: 'INVENTED',
  verification_uri: 'https://login.example/device',
  expires_in: 900,
  interval: 0,
  message: 'Go there and enter the code',
};

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import {
  consumedParameters,
  discoveryRequest,
  isInstanceAware,
  personalAccounts,
  refusedParameter,
  refusedParameters,
  tokenRequest,
  workProvider,
  type WamHost,
  type WamLeg,
  type WamProvider,
  type WamRequest,
  type WamTokenCall,
  type WindowSubject,
} from '../../../../lib/codecs/wam/index.js';
import { correlationId, product } from '../people.js';
import { clientId, host, tenantAuthority } from './world.js';

const work = workProvider(tenantAuthority);

interface Changes extends Partial<WamTokenCall['request']> {
  readonly leg?: WamLeg;
  readonly host?: WamHost;
}

function request(changes: Changes = {}, provider: WamProvider = work): WamRequest {
  const { leg = { kind: 'silent' }, host: machine = host, ...fields } = changes;
  return tokenRequest({
    request: { clientId, scopes: ['User.Read'], ...fields },
    provider,
    leg,
    correlationId,
    product,
    host: machine,
  });
}

type WindowOptions = Omit<Extract<WamLeg, { kind: 'interactive' }>, 'kind' | 'subject'>;

function inWindow(
  subject: WindowSubject,
  options: WindowOptions = {},
  provider: WamProvider = work,
): WamRequest {
  return request({ leg: { kind: 'interactive', subject, ...options } }, provider);
}

const silentProperties = request().properties;
const personalProperties = request({}, personalAccounts).properties;

/** What a window adds to the properties of a silent request. */
function added({ properties }: WamRequest, to = silentProperties): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !(name in to)));
}

describe('every request', () => {
  test('speaks the dialect of its plug-in and names its caller', () => {
    const caller = {
      'x-client-SKU': product.name,
      'x-client-Ver': product.version,
      'x-client-OS': '10.0.26100',
      'x-client-xtra-sku': `${product.name}|${product.version},|,|,|,|`,
    };
    expect(silentProperties).toEqual({
      ...caller,
      wam_compat: '2.0',
      return_account_on_failure: 'true',
    });
    expect(personalProperties).toEqual({
      ...caller,
      'api-version': '2.0',
      oauth2_batch: '1',
      'x-client-info': '1',
    });
  });

  test.each([
    [['User.Read'], 'User.Read offline_access openid profile', 'User.Read openid profile'],
    [
      ['openid', 'b', 'offline_access', 'a', 'b', 'profile'],
      'b a offline_access openid profile',
      'b a openid profile',
    ],
    [[], 'offline_access openid profile', 'openid profile'],
  ])('with the scopes %j names the reserved ones last', (scopes, forWork, forPersonal) => {
    expect(request({ scopes }).scope).toBe(forWork);
    expect(request({ scopes }, personalAccounts).scope).toBe(forPersonal);
  });

  test('carries the correlation id in the one place that the system has for it', () => {
    expect(request().correlationId).toBe(correlationId);
    expect(request().properties).not.toHaveProperty('correlationId');
    const older = { ...host, correlationId: false };
    const caller = { provider: work, clientId, correlationId, product, host: older };
    for (const sent of [request({ host: older }), discoveryRequest(caller)]) {
      expect(sent.correlationId).toBe('');
      expect(sent.properties['correlationId']).toBe(correlationId);
    }
  });

  test('lets a library above name itself', () => {
    const extraParameters = { msal_client_sku: 'MSAL.x,|', msal_client_ver: '4.1' };
    const { properties } = request({ extraParameters });
    expect(properties['x-client-xtra-sku']).toBe('MSAL.x|4.1,|,|,|,|');
    expect(properties).toMatchObject(extraParameters);
  });

  test('carries claims where there are any', () => {
    const { properties } = request({ claims: '{"b": 1, "a": {"c": null}}' });
    expect(properties['claims']).toBe('{"a":{"c":null},"b":1}');
    expect(request({ claims: '' }).properties).not.toHaveProperty('claims');
  });
});

describe('a request with a window', () => {
  test('for an account may be answered without one', () => {
    const sent = inWindow({ kind: 'account' });
    expect(sent.promptType).toBe(0);
    expect(added(sent)).toEqual({ hsu: '1' });
  });

  test.each([
    [false, 1],
    [true, 0],
  ])('for a listed account, after a silent try: %j', (afterSilent, promptType) => {
    const sent = inWindow({ kind: 'listed', afterSilent });
    expect(sent.promptType).toBe(promptType);
    expect(added(sent)).toEqual({});
  });

  test('for a user name that WAM does not list fills it in', () => {
    const hint = { kind: 'hint', loginHint: 'a@b.example' } as const;
    const sent = inWindow(hint);
    expect(sent.promptType).toBe(1);
    expect(added(sent)).toEqual({ LoginHint: 'a@b.example' });
  });

  test('for anybody lets the user select; for a new account it does not', () => {
    expect(added(inWindow({ kind: 'anybody' }))).toEqual({ prompt: 'select_account' });
    expect(added(inWindow({ kind: 'new_account' }))).toEqual({});
    expect(inWindow({ kind: 'new_account' }).promptType).toBe(1);
  });

  test.each([
    ['login', 'login'],
    ['consent', 'consent'],
    ['select_account', 'select_account'],
    ['create', 'select_account'],
  ] as const)('and the prompt %s opens it at once', (prompt, property) => {
    const subjects: readonly WindowSubject[] = [
      { kind: 'account' },
      { kind: 'listed', afterSilent: true },
      { kind: 'anybody' },
    ];
    for (const subject of subjects) {
      const sent = inWindow(subject, { prompt });
      expect(sent.promptType).toBe(1);
      expect(sent.properties['prompt']).toBe(property);
    }
  });

  test('and a domain hint names the domain', () => {
    const sent = inWindow({ kind: 'account' }, { domainHint: 'contoso.example' });
    expect(added(sent)).toEqual({ hsu: '1', domain_hint: 'contoso.example' });
  });

  test('adds a personal account that is not known, and nothing that is only for work', () => {
    const personal = (subject: WindowSubject): Record<string, string> =>
      added(
        inWindow(subject, { prompt: 'login', domainHint: 'd' }, personalAccounts),
        personalProperties,
      );
    expect(personal({ kind: 'account' })).toEqual({});
    expect(personal({ kind: 'listed', afterSilent: false })).toEqual({});
    expect(personal({ kind: 'anybody' })).toEqual({ Client_uiflow: 'new_account' });
    expect(personal({ kind: 'new_account' })).toEqual({ Client_uiflow: 'new_account' });
    expect(personal({ kind: 'hint', loginHint: 'a@b.example' })).toEqual({
      Client_uiflow: 'new_account',
      LoginHint: 'a@b.example',
    });
  });
});

test('a request with a password carries it', () => {
  const leg = { kind: 'usernamePassword', username: 'a@b.example', password: 'p' } as const;
  const sent = request({ leg });
  expect(sent.promptType).toBe(0);
  expect(added(sent)).toEqual({ Username: 'a@b.example', Password: 'p' });
});

describe('proof of possession', () => {
  const signed = (url: string, nonce?: string): WamRequest =>
    request({
      proofOfPossession: { httpMethod: 'POST', url, ...(nonce === undefined ? {} : { nonce }) },
    });

  test('for one HTTP request names its parts, the query with the path', () => {
    const sent = signed('https://api.example:8443/a/b?c=1', 'N1');
    expect(added(sent)).toEqual({ token_type: 'shr' });
    expect(sent.appProperties).toEqual({
      shr_method: 'POST',
      shr_u: 'api.example:8443',
      shr_p: '/a/b?c=1',
      shr_nonce: 'N1',
      shr_add_timestamp: '1',
    });
  });

  test('leaves out an empty nonce and an empty path, and no other part', () => {
    expect(signed('https://api.example/', '').appProperties).not.toHaveProperty('shr_nonce');
    expect(signed('nonsense').appProperties).toEqual({
      shr_method: 'POST',
      shr_u: '',
      shr_add_timestamp: '1',
    });
  });

  test('for a key of the caller names the key', () => {
    const sent = request({ proofOfPossession: { keyId: 'k1' } });
    expect(sent.appProperties).toEqual({});
    expect(added(sent)).toEqual({ token_type: 'pop', req_cnf: 'eyJraWQiOiJrMSJ9' });
  });

  test('in parameters is passed on as it is', () => {
    const req_cnf = Buffer.from('{"kid":"k1","n":"x"}').toString('base64url');
    expect(added(request({ extraParameters: { req_cnf } }))).toEqual({
      token_type: 'pop',
      req_cnf,
    });
    const certificate = { token_type: 'ssh-cert', req_cnf, key_id: 'k1' };
    expect(added(request({ extraParameters: certificate }))).toEqual(certificate);
  });
});

describe('extra parameters', () => {
  test('are passed on', () => {
    const extraParameters = { nested_client_id: 'n', brk_client_id: 'b', any: 'ü"' };
    expect(added(request({ extraParameters }))).toEqual(extraParameters);
  });

  test('ask for the account’s cloud by WAM’s own name for it', () => {
    const aware = { instance_aware: 'true' };
    expect(added(request({ extraParameters: aware }))).toEqual({ discover: 'home' });
    expect(isInstanceAware(aware)).toBe(true);
    const other = { instance_aware: 'false' };
    expect(added(request({ extraParameters: other }))).toEqual(other);
    expect(isInstanceAware(other)).toBe(false);
    expect(isInstanceAware({})).toBe(false);
  });

  test.each([...refusedParameters])('%s is refused, and never sent', (name) => {
    for (const spelling of [name, name.toUpperCase()]) {
      expect(refusedParameter({ harmless: '1', [spelling]: 'x' })).toBe(spelling);
      expect(request({ extraParameters: { [spelling]: 'x' } }).properties).toEqual(
        silentProperties,
      );
    }
  });

  test.each([...consumedParameters])('%s is not refused, and not sent', (name) => {
    expect(refusedParameter({ [name]: 'x' })).toBeUndefined();
    expect(request({ extraParameters: { [name]: 'x' } }).properties).toEqual(silentProperties);
  });

  test('never put a property of ours aside, whatever they are called', () => {
    const names = fc.constantFrom(
      ...Object.keys(silentProperties),
      'LoginHint',
      'claims',
      '__proto__',
    );
    const extras = fc.dictionary(fc.oneof(names, fc.string()), fc.string());
    fc.assert(
      fc.property(extras, (extraParameters) => {
        const leg = { kind: 'interactive', subject: { kind: 'hint', loginHint: 'h' } } as const;
        const { properties } = request({ leg, extraParameters, claims: '{}' });
        expect(properties).toMatchObject({
          wam_compat: '2.0',
          'x-client-SKU': product.name,
          LoginHint: 'h',
          claims: '{}',
        });
        expect(Object.values(properties).every((value) => typeof value === 'string')).toBe(true);
        expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
      }),
    );
  });
});

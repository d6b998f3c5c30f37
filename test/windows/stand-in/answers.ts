// SPDX-License-Identifier: MIT
import type { WamConsequence } from './rules.js';
import type { Fields } from './wire.js';

/** The usual answer, as a rule alters it. */
export function altered(answer: Fields, rule: WamConsequence): Fields {
  if (rule.failure !== undefined) return { outcome: 'failed', failure: rule.failure };
  const given = (answer['response'] ?? {}) as Fields;
  const { account, ...withoutAccount } = given;
  return {
    ...answer,
    ...(rule.getResults === undefined ? {} : { failure: rule.getResults }),
    ...(rule.twice === true ? { times: 2 } : {}),
    ...(rule.status === undefined ? {} : { status: rule.status }),
    ...(rule.error === undefined ? {} : { error: errorFields(rule.error) }),
    ...(rule.empty === true ? { empty: 1 } : {}),
    response: {
      ...withoutAccount,
      ...(rule.withoutAccount === true || account === undefined ? {} : { account }),
      ...(rule.token === undefined ? {} : { token: rule.token }),
      property: patched((given['property'] ?? {}) as Fields, rule.properties),
    },
  };
}

function errorFields({
  code,
  message = '',
  properties,
}: NonNullable<WamConsequence['error']>): Fields {
  return { code, message, property: properties };
}

function patched(properties: Fields, changes: WamConsequence['properties'] = {}): Fields {
  const merged = Object.entries({ ...properties, ...changes });
  return Object.fromEntries(merged.map(([name, value]) => [name, value ?? undefined]));
}

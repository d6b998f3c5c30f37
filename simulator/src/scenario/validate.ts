// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { ScenarioError } from './scenario-error.js';
import type { Rule, Scenario } from './types.js';

// The same relative place from src/ and from dist/.
const schemaFile = join(__dirname, '..', '..', 'scenario.schema.json');

interface Validators {
  readonly scenario: ValidateFunction<Scenario>;
  readonly rules: ValidateFunction<readonly Rule[]>;
}

let compiled: Validators | undefined;

function validators(): Validators {
  if (compiled === undefined) {
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as { $id: string };
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false });
    compiled = {
      scenario: ajv.compile<Scenario>(schema),
      rules: ajv.compile<readonly Rule[]>({ $ref: `${schema.$id}#/properties/rules` }),
    };
  }
  return compiled;
}

/** @throws ScenarioError that names every fault of shape, or else of meaning. */
export function validateScenario(value: unknown, source: string): Scenario {
  const { scenario } = validators();
  if (!scenario(value)) throw new ScenarioError(source, describe(scenario.errors, ''));
  const problems = [...danglingNames(value), ...clashingRules(value.rules ?? [])];
  if (problems.length > 0) throw new ScenarioError(source, problems);
  return value;
}

/** @throws ScenarioError as validateScenario does. */
export function validateRules(value: unknown): readonly Rule[] {
  const { rules } = validators();
  if (!rules(value)) throw new ScenarioError('The list of rules', describe(rules.errors, '/rules'));
  const problems = clashingRules(value);
  if (problems.length > 0) throw new ScenarioError('The list of rules', problems);
  return value;
}

function describe(errors: readonly ErrorObject[] | null | undefined, base: string): string[] {
  const texts = (errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => {
      const path = base + error.instancePath;
      return `${path === '' ? '(top level)' : path} ${advice(error)}`;
    });
  return [...new Set(texts)];
}

function advice(error: ErrorObject): string {
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties':
      return `has an unknown field "${String(params['additionalProperty'])}": remove it or correct its name`;
    case 'required':
      return `lacks the field "${String(params['missingProperty'])}": add it`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as readonly unknown[]).map(String).join(', ')}`;
    case 'pattern':
      return error.schemaPath.includes('guid')
        ? 'must be a GUID such as 7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01'
        : `must match ${String(params['pattern'])}`;
    default:
      return error.message ?? 'is not valid';
  }
}

function danglingNames(scenario: Scenario): string[] {
  const problems: string[] = [];
  const tenants = new Set((scenario.tenants ?? []).flatMap(({ id, domain }) => [id, domain]));
  const users = new Set((scenario.accounts ?? []).map(({ username }) => username.toLowerCase()));
  const expectUser = (path: string, username: string | undefined): void => {
    if (username !== undefined && !users.has(username.toLowerCase())) {
      problems.push(`${path} names a user that is not in /accounts: add the account`);
    }
  };
  scenario.accounts?.forEach(({ tenant }, index) => {
    if (!tenants.has(tenant)) {
      problems.push(
        `/accounts/${index}/tenant names a tenant that is not in /tenants: add it there`,
      );
    }
  });
  if (users.size !== (scenario.accounts ?? []).length) {
    problems.push('/accounts has two accounts of the same username: rename one');
  }
  expectUser('/interactive/pick', scenario.interactive?.pick);
  scenario.policies?.forEach((policy, index) => {
    expectUser(`/policies/${index}/when/username`, policy.when?.username);
  });
  scenario.rules?.forEach((rule, index) => {
    expectUser(`/rules/${index}/then/answerAs`, rule.then.answerAs);
  });
  return problems;
}

const qualifiers = new Set(['delayMs', 'proxy', 'shape', 'topLevel']);

function clashingRules(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ then }, index) => {
    const fates = Object.keys(then).filter((key) => !qualifiers.has(key));
    if (fates.length > 1) {
      return [`/rules/${index}/then has ${fates.join(' and ')}: keep one, or write two rules`];
    }
    if ((then.shape !== undefined || then.topLevel !== undefined) && then.error === undefined) {
      return [`/rules/${index}/then has shape or topLevel without error: add the error`];
    }
    return [];
  });
}

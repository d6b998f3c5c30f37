// SPDX-License-Identifier: MIT
import { OpenIdProvider } from './openid-provider.js';
import { Person } from './person.js';

/** A provider to sign in at and somebody who does, for all tests of a file. */
export interface TestBed {
  readonly provider: OpenIdProvider;
  readonly person: Person;
  /** For the program that signs in. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Registers the hooks; what it returns gives the bed once they have run. */
export function useTestBed(): () => TestBed {
  let bed: TestBed;
  beforeAll(async () => {
    const [provider, person] = await Promise.all([OpenIdProvider.start(), Person.sitsDown()]);
    const environment = { ...provider.environment, ...person.environment };
    bed = { provider, person, environment };
  });
  afterAll(async () => {
    const { provider, person } = bed;
    await Promise.all([person[Symbol.asyncDispose](), provider[Symbol.asyncDispose]()]);
  });
  beforeEach(() => {
    bed.provider.grants.length = 0;
    bed.person.answers.length = 0;
    bed.person.opened.length = 0;
  });
  afterEach(() => {
    expect(bed.person.mishaps.splice(0)).toEqual([]);
  });
  return () => bed;
}

// SPDX-License-Identifier: MIT
import type { PublicClientApplication } from '../client/index.js';
import { BrokerError } from '../errors/broker-error.js';
import { interruptible } from './interruptible.js';
import type { FlowTools } from './try-flows.js';
import type { AccountFacts } from './try-shown.js';
import { WrongValue } from './try-values.js';

type Account = Awaited<ReturnType<PublicClientApplication['getAccounts']>>[number];

/** The one that was named, else the only one there is. */
export async function chooseAccount({ app, options, answers }: FlowTools): Promise<Account> {
  const accounts = await interruptible((signal) => app.getAccounts({ signal }));
  const named = (name: string): Account | undefined =>
    accounts.find((account) => isNamed(account, name));
  if (options.account !== undefined) {
    return (
      named(options.account) ?? notFound(`none of the ${accounts.length} accounts is named so`)
    );
  }
  const [first, ...others] = accounts;
  if (first === undefined) return notFound('nobody is signed in; try interactive first');
  if (others.length === 0) return first;
  const names = accounts.map(({ username }) => username).join(', ');
  return answers.required('--account', `Account (${names})`, undefined, (text) => {
    const found = named(text);
    if (found === undefined) throw new WrongValue(`takes one of ${names}`);
    return found;
  });
}

function notFound(problem: string): never {
  throw new BrokerError({ code: 'account_not_found', message: `try: ${problem}` });
}

function isNamed({ username, homeAccountId }: AccountFacts, name: string): boolean {
  return username.toLowerCase() === name.toLowerCase() || homeAccountId === name;
}

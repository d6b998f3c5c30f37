// SPDX-License-Identifier: MIT
import type { ReceivedRequest, Simulator } from 'entra-broker-simulator';
import { claimsOf, lastingClaimsOf } from '../jwt.js';
import type { Answer, Ask, Client } from './ask.js';
import { type Fields, differencesBetween, fieldsOf } from './compare.js';
import { withoutRepeatedVersionQuestions } from './version-questions.js';

/** What one client asked the broker, and what it made of the replies. */
export interface Conversation {
  readonly requests: readonly ReceivedRequest[];
  readonly answer: Answer;
}

const correlationId = '7c0f4a53-6f0e-4d0a-8a5b-2f7d1f0c9e11';

export async function converse(
  simulator: Simulator,
  client: Client,
  question: Ask,
): Promise<Conversation> {
  const before = simulator.requests.length;
  const answer = await client.ask(question, correlationId);
  return { requests: simulator.requests.slice(before), answer };
}

/** Names of the differences between two conversations; see `differencesBetween`. */
export function compareConversations(microsofts: Conversation, ours: Conversation): string[] {
  const [theirCalls, ourCalls] = [microsofts, ours].map(({ requests }) =>
    withoutRepeatedVersionQuestions(requests),
  );
  const numbers = [...Array(Math.max(theirCalls?.length ?? 0, ourCalls?.length ?? 0)).keys()];
  const found = [
    ...differencesBetween(callsOf(microsofts), callsOf(ours)),
    ...numbers.flatMap((number) =>
      differencesBetween(messageOf(theirCalls?.[number]), messageOf(ourCalls?.[number])),
    ),
    ...differencesBetween(answerOf(microsofts), answerOf(ours)),
  ];
  return [...new Set(found)].sort();
}

function callsOf({ requests }: Conversation): Fields {
  return new Map([['calls', requests.map(({ method }) => method).join(' ')]]);
}

function messageOf(request: ReceivedRequest | undefined): Fields {
  return new Map([
    ['protocolVersion', request?.protocolVersion],
    ['correlationId', request?.correlationId],
    ...fieldsOf(request?.body, 'request'),
  ]);
}

/** The tokens by their claims, since no two tokens are the same text. */
function answerOf({ answer }: Conversation): Fields {
  if (answer.kind !== 'tokens') return fieldsOf(answer, 'answer');
  const { idToken, accessToken, expiresOn, scopes, authorizationHeader, ...others } = answer;
  const comparable = {
    ...others,
    idToken: lastingClaimsOf(idToken),
    accessToken: lastingClaimsOf(accessToken),
    authorizationHeader: authorizationHeader.replace(accessToken, '<access token>'),
    expiresWithItsIdToken: expiresOn === claimsOf(idToken)['exp'],
    scopes: [...scopes].sort(),
  };
  return fieldsOf(comparable, 'answer');
}

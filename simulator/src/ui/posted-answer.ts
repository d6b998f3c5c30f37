// SPDX-License-Identifier: MIT
import type { IncomingMessage } from 'node:http';
import type { Interaction, InteractionAnswer } from '../core/interactions.js';
import { parseObject, textOf } from '../core/json.js';

export interface PostedAnswer {
  readonly id: number;
  readonly answer: InteractionAnswer;
}

const largestBody = 4096;

/** What the page posted, or the HTTP status to refuse it with. */
export async function readAnswer(
  request: IncomingMessage,
  pending: readonly Interaction[],
): Promise<PostedAnswer | number> {
  if (request.headers['content-type'] !== 'application/json') return 415;
  const text = await readText(request);
  if (text === undefined) return 413;
  const body = parseObject(text);
  const interaction = pending.find(({ id }) => id === body?.['id']);
  if (body === undefined) return 400;
  if (interaction === undefined) return 409;
  if (body['refuse'] === true) return { id: interaction.id, answer: 'refuse' };
  const pick = textOf(body, 'pick');
  const offered = interaction.candidates.some(({ username }) => username === pick);
  return offered ? { id: interaction.id, answer: { pick } } : 400;
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  let text = '';
  request.setEncoding('utf8');
  try {
    for await (const chunk of request) {
      text += String(chunk);
      if (text.length > largestBody) return undefined;
    }
  } catch {
    return undefined; // the page went away while it posted
  }
  return text;
}

// SPDX-License-Identifier: MIT
import { simulatedDesktop } from '../simulated-desktop.js';
import { contexts } from './differences.js';
import { bothAnswers, contextOf, triple } from './failures.js';
import { changedErrors, statuses, tag, tagText } from './triples.js';

describe("an error of the broker is the same to our client as to Microsoft's", () => {
  const desktop = simulatedDesktop({ oneSession: true });

  it.each(statuses)('status %i on the wire is status %i', async (status, client) => {
    const error = { status, errorCode: -2147186943, tag, context: 'Invented context' };
    const { microsofts, ours } = await bothAnswers(desktop, { error });
    expect(microsofts).toEqual({
      kind: 'failure',
      status: client,
      code: -2147186943,
      tag: tagText,
      context: 'Invented context',
    });
    expect(ours).toEqual(microsofts);
  });

  it.each(changedErrors)('$name', async ({ change, is }) => {
    const error = { status: 2, errorCode: 7, tag, context: 'Invented context', ...change };
    const reply = { brokerTokenResponse: { error } };
    const { microsofts, ours } = await bothAnswers(desktop, { reply });
    expect(triple(microsofts)).toBe(is);
    expect(triple(ours)).toBe(is);
  });

  it('at the top of the reply as well', async () => {
    const error = { status: 2, errorCode: 7, tag, context: 'Invented context' };
    const { microsofts, ours } = await bothAnswers(desktop, { error, topLevel: true });
    expect(triple(microsofts)).toBe('2 7 4r434');
    expect(ours).toEqual(microsofts);
  });

  it('with tag 0 has the same tag, and a context that differs by a mark', async () => {
    const error = { status: 2, errorCode: 7, tag: 0, context: 'Invented context' };
    const { microsofts, ours } = await bothAnswers(desktop, { error });
    expect(triple(microsofts)).toBe('2 7 581h7');
    expect(triple(ours)).toBe('2 7 581h7');
    expect(contextOf(microsofts)).toBe(contexts.tagOfZero.microsofts('Invented context'));
    expect(contextOf(ours)).toBe(contexts.tagOfZero.ours('Invented context'));
  });
});

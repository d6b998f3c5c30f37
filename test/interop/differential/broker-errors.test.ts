// SPDX-License-Identifier: MIT
import { simulatedDesktop } from '../simulated-desktop.js';
import { contexts } from './differences.js';
import { bothAnswers, contextOf, triple } from './failures.js';

const tag = 507897694;
const tagText = '4r434';

/** Status on the wire, and the ErrorStatus that Microsoft's runtime reports for it. */
const statuses: readonly (readonly [wire: number, client: number])[] = [
  ...Array.from({ length: 15 }, (_, status) => [status, status] as const),
  [15, 17],
  [16, 18],
  [17, 20],
  [18, 15],
  [19, 16],
  [20, 19],
  [21, 21],
  [22, 0],
  [-1, 0],
];

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

  it.each([
    {
      name: 'a code of more than 32 bits',
      change: { errorCode: 2 ** 40 },
      is: `2 ${2 ** 40} 4r434`,
    },
    { name: 'a tag of more than 30 bits', change: { tag: 2 ** 30 + 5 }, is: '2 7 aaaaf' },
    { name: 'a negative tag', change: { tag: -1 }, is: '2 7 *****' },
    {
      name: 'numbers as text',
      change: { status: '2', errorCode: '7', tag: `${tag}` },
      is: '2 7 4r434',
    },
    { name: 'numbers with fractions', change: { status: 2.7, errorCode: 7.2 }, is: '2 7 4r434' },
    {
      name: 'diagnostics of any kind',
      change: { diagnostics: 5, subStatus: 'x' },
      is: '2 7 4r434',
    },
    { name: 'unknown members', change: { invented: 1 }, is: '2 7 4r434' },
    { name: 'a status of another type', change: { status: true }, is: '0 0 7a393' },
    { name: 'a status that is missing', change: { status: undefined }, is: '0 0 7a393' },
  ])('$name', async ({ change, is }) => {
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

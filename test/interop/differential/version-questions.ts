// SPDX-License-Identifier: MIT

/** The calls, but for questions after the broker's version that follow upon another. */
export function withoutRepeatedVersionQuestions<T extends { readonly method: string }>(
  calls: readonly T[],
): readonly T[] {
  const question = 'getLinuxBrokerVersion';
  return calls.filter(
    ({ method }, index) => method !== question || calls[index - 1]?.method !== question,
  );
}

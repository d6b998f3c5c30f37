// SPDX-License-Identifier: MIT

const actions = new Set<() => void>();

function runAll(): void {
  for (const action of [...actions]) action();
}

/**
 * Has an action run when the process or worker ends by itself, by process.exit() or by an error that
 * nobody catches: Node ends the addon's environment in the first case only.
 * @returns Takes the action back.
 */
export function beforeExit(action: () => void): () => void {
  if (actions.size === 0) process.on('exit', runAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off('exit', runAll);
  };
}

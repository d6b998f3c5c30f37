// SPDX-License-Identifier: MIT
/** Name and version of this package, under which brokers and the identity provider log it. */
export function ownProduct(): { readonly name: string; readonly version: string } {
  const { name, version } = require('../../package.json') as { name: string; version: string };
  return { name, version };
}

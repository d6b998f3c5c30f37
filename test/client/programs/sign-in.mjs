// SPDX-License-Identifier: MIT
// The same app as sign-in.cjs, as an ES module.
import { writeSync } from 'node:fs';
import * as client from 'entra-broker/client';
import walk from './walk.cjs';

// Which an app with nothing but a broken installation lacks as well.
const msalNode = await import('@azure/msal-node').catch(() => ({}));
const seen = await walk.signIn(client, msalNode, JSON.parse(process.argv[2]));
writeSync(3, JSON.stringify(seen));

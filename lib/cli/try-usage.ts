// SPDX-License-Identifier: MIT
import { defaultAuthority, flowNames, logLevels, promptNames } from './try-values.js';

export const tryUsage = `Usage: entra-broker try [options]

Signs in as an app does that uses entra-broker/client: with the broker where the rules allow, else
with the browser. Shows the decision, the result with its tokens shortened, and the log. Without
--flow it asks what to do, as often as you like; with it, only for what is missing, and only on a
terminal. Ctrl-C ends a call and closes its window.

What to do:
  --flow FLOW             ${flowNames.slice(0, 4).join(', ')},
                          ${flowNames.slice(4).join(', ')};
                          several run in order in one app, until one fails
  --account NAME          user name or home account id, for silent and remove-account
  --scope SCOPE           may be given several times; default User.Read
  --prompt PROMPT         ${promptNames.join(', ')}
  --login-hint NAME       user name to fill in
  --username NAME         for username-password; the password is asked for, or read with
  --password-stdin        from standard input, its first line
  --claims JSON           claims request
  --pop 'METHOD URL'      proof of possession for this HTTP request
  --pop-nonce NONCE       nonce of the resource, for --pop
  --force-refresh         for silent: take no token from a cache
  --timeout SECONDS       for each call

The app:
  --client-id ID          application (client) id
  --authority URL         default ${defaultAuthority}
  --oidc                  the authority is plain OpenID Connect
  --known-authority HOST  a private cloud or OpenID provider; may be given several times
  --no-broker             do not opt in
  --strict                a broker that cannot be used is an error
  --msa-passthrough       let personal accounts in, for apps that are set up for it
  --window-handle ID      number of the window that owns the broker's; default the console

The report:
  --log LEVEL             ${logLevels.join(', ')}; default verbose
  --pii                   let user names and the broker's own words into log and errors
  --json                  print one JSON object, and ask nothing
  --help                  print this

Exit code: 0 it worked, 1 it failed, 2 usage, and 128 plus the number of the signal that ended it,
such as 130 for Ctrl-C.
`;

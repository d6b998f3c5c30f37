// SPDX-License-Identifier: MIT
'use strict';

const outcomeOf = (call) =>
  call.then(
    ({ token, tokenType, expiresOnTimestamp }) => ({
      gotToken: token.length > 0 && expiresOnTimestamp > Date.now(),
      tokenType,
    }),
    ({ name, cause }) => ({ name, errorCode: cause?.errorCode }),
  );

/** Asks an InteractiveBrowserCredential twice; what its constructor says if it refuses. */
async function twoTokens({ InteractiveBrowserCredential }, useDefaultBrokerAccount) {
  const parentWindowHandle = new Uint8Array(1);
  const brokerOptions = { enabled: true, parentWindowHandle, useDefaultBrokerAccount };
  let credential;
  try {
    credential = new InteractiveBrowserCredential({ brokerOptions });
  } catch (error) {
    return error.message;
  }
  const token = () => outcomeOf(credential.getToken('https://graph.microsoft.com/.default'));
  return [await token(), await token()];
}

module.exports = { twoTokens };

// SPDX-License-Identifier: MIT
import {
  type Account,
  type Broker,
  BrokerError,
  type BrokerErrorCode,
  CONSOLE_WINDOW_HANDLE,
  inspectBroker,
  openBroker,
  type TokenResult,
} from 'entra-broker';

const clientId = '11111111-2222-4333-8444-555555555555';

export async function signIn(signal: AbortSignal): Promise<TokenResult | BrokerErrorCode> {
  const broker: Broker = await openBroker({ callTimeoutMs: 60_000 });
  try {
    const [account]: readonly Account[] = await broker.getAccounts({ clientId });
    const request = {
      clientId,
      authority: 'https://login.microsoftonline.com/common',
      scopes: ['User.Read'],
      signal,
    };
    if (account !== undefined) return await broker.acquireTokenSilently({ ...request, account });
    return await broker.signIn({
      ...request,
      redirectUri: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
      parentWindowHandle: CONSOLE_WINDOW_HANDLE,
    });
  } catch (error) {
    if (error instanceof BrokerError) return error.code;
    throw error;
  } finally {
    await broker.close();
  }
}

export async function whyNot(): Promise<string> {
  const availability = await inspectBroker();
  return availability.available ? '' : availability.detail;
}

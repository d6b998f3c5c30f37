// SPDX-License-Identifier: MIT
// Written for Microsoft's runtime, whose place ours has taken.
import {
  type Account,
  type AsyncHandle,
  type AuthParameters,
  type AuthResult,
  ErrorStatus,
  LogLevel,
  msalNodeRuntime,
  type MsalNodeRuntime,
  type MsalRuntimeError,
} from '@azure/msal-node-runtime';

const runtime: MsalNodeRuntime = msalNodeRuntime;
const correlationId = '11111111-2222-4333-8444-555555555556';

export function parameters(clientId: string): AuthParameters {
  const made = new runtime.AuthParameters();
  made.CreateAuthParameters(clientId, 'https://login.microsoftonline.com/common');
  made.SetRequestedScopes('User.Read');
  made.SetPopParams('GET', 'api.example', '/things', '');
  return made;
}

export function signIn(made: AuthParameters, done: (account: Account) => void): AsyncHandle {
  const startupError: MsalRuntimeError | undefined = runtime.StartupError;
  if (startupError?.errorStatus === ErrorStatus.Unexpected) throw new Error('no broker');
  runtime.RegisterLogger((message: string, level: LogLevel, containsPii: boolean) => {
    if (level >= LogLevel.Error && !containsPii) throw new Error(message);
  }, false);
  const answered = (result: AuthResult): void => {
    result.CheckError();
    done(result.account);
  };
  return runtime.SignInAsync(Buffer.of(0), made, correlationId, '', answered);
}

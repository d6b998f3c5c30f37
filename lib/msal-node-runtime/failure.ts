// SPDX-License-Identifier: MIT
import { tagNumber } from '../errors/tag.js';
import { ErrorStatus } from './enums.js';
import type { MsalRuntimeError } from './types.js';

/**
 * What CheckError throws. The original's is a plain object; this has the same members of its own,
 * in the same order, and is an Error besides, with a stack.
 */
export class RuntimeFailure extends Error implements MsalRuntimeError {
  readonly errorCode: number;
  readonly errorStatus: number;
  readonly errorContext: string;
  readonly errorTag: number;

  /** `tag` as its number or its five characters; an empty one is 0, for what has no tag. */
  constructor(status: number, tag: string | number, context: string, code = 0) {
    super(context);
    this.errorCode = code;
    this.errorStatus = status;
    this.errorContext = context;
    this.errorTag = typeof tag === 'number' ? tag : tagNumber(tag);
    Object.defineProperty(this, 'name', { value: 'MsalRuntimeError', enumerable: false });
  }

  /** As StartupError shows it. */
  get plain(): MsalRuntimeError {
    const { errorCode, errorStatus, errorContext, errorTag } = this;
    return { errorCode, errorStatus, errorContext, errorTag };
  }
}

/** Where the original would not fail there is no tag of its to report. */
const ownTag = '';

/** Tags and words as measured on 0.20.7, which names neither users nor secrets here. */
const mistakes = {
  notCreated: ['6o2hl', '(pii)'],
  noScopes: ['4fr2c', 'Scopes are a required authentication parameter in token acquisition flow'],
  scopesNotAscii: ['9og4r', 'Scopes are required to be ASCII'],
  noClientId: ['9og4u', 'Client ID is a required authentication parameter, and a GUID'],
  noClientIdToDiscover: [
    '8x5vq',
    'ClientID cannot be empty while discovering accounts, and is a GUID',
  ],
  noRedirectUri: ['9og4w', 'Called AcquireTokenInteractively but no redirect URI was provided'],
  badRedirectUri: [ownTag, 'The redirect URI is no absolute URI'],
  badClaims: [
    '9sns0',
    "Failed to parse non-empty claims challenge '(pii)' to Json due to invalid format.",
  ],
  badProof: [ownTag, 'SetPopParams needs an HTTP method and the host of a URL'],
  disallowedParameter: ['9og4s', 'Disallowed additional query parameter was used'],
  keyWithoutId: ['5epa8', 'req_cnf parameter should contain a key id (kid)'],
  keyInUpperCase: ['5fddd', 'lowercase req_cnf parameter is expected'],
  twoProofs: ['4axo4', 'req_cnf parameter is not expected when PoP parameters are set'],
  noUsername: ['9og41', 'Username cannot be empty in UsernamePassword flow'],
  noPassword: ['9og42', 'Password cannot be empty in UsernamePassword flow'],
  badWindow: [ownTag, 'The window handle is no id of a window on this platform'],
} as const satisfies Readonly<Record<string, readonly [tag: string, context: string]>>;

/** What is wrong with a call, before anything is sent: status 6. */
export function mistake(which: keyof typeof mistakes, detail = ''): RuntimeFailure {
  const [tag, context] = mistakes[which];
  return new RuntimeFailure(ErrorStatus.ApiContractViolation, tag, `${context}${detail}`);
}

// SPDX-License-Identifier: MIT
import type { WamLeg, WindowSubject } from '../../codecs/wam/index.js';
import type { InteractiveRequest } from '../types.js';

/** The leg of a request that opens a window about somebody. */
export function windowLeg(
  { prompt, domainHint }: Pick<InteractiveRequest, 'prompt' | 'domainHint'>,
  subject: WindowSubject,
): WamLeg {
  return {
    kind: 'interactive',
    subject,
    ...(prompt === undefined ? {} : { prompt }),
    ...(domainHint === undefined ? {} : { domainHint }),
  };
}

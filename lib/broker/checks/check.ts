// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import { BrokerError } from '../../errors/broker-error.js';
import type { BrokerErrorCode } from '../../errors/table.js';

/** What is wrong with a request, before anything is sent; the operation adds its name and id. */
export class RequestProblem extends Error {
  readonly code: BrokerErrorCode;

  constructor(problem: string, code: BrokerErrorCode = 'invalid_request') {
    super(problem);
    this.code = code;
  }
}

/** @throws RequestProblem unless the condition holds; `problem` says what the field must be. */
export function check(
  condition: boolean,
  problem: string,
  code?: BrokerErrorCode,
): asserts condition {
  if (!condition) throw new RequestProblem(problem, code);
}

/** The same problem as the error that the caller of an operation sees. */
export function errorOfProblem(
  problem: RequestProblem,
  operation: string,
  correlationId: string,
): BrokerError {
  return new BrokerError({
    code: problem.code,
    message: `${operation}: ${problem.message}`,
    correlationId,
    cause: undefined,
  });
}

/**
 * Runs checks in the name of an operation.
 *
 * @throws BrokerError for a RequestProblem.
 */
export function checkAs(
  operation: string,
  checks: () => void,
  correlationId: string = randomUUID(),
): void {
  try {
    checks();
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    throw errorOfProblem(error, operation, correlationId);
  }
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && guid.test(value);
}

/** Whether the text is an absolute URL of one of these schemes (with colon) and has a host. */
export function isUrl(value: unknown, schemes: readonly string[]): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  return schemes.includes(url.protocol) && url.host !== '';
}

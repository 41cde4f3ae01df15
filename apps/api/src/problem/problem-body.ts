import { FIELD_ERRORS_MAX, PROBLEM_TYPE_PREFIX, problemKind, type Problem } from '@daybook/contract';
import type { ProblemError } from './problem-error.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The body as bytes: to text Fastify would add a charset, which no JSON type has. */
export function problemBytes(error: ProblemError, path: string, requestId: string): Buffer {
  return Buffer.from(JSON.stringify(problemBody(error, path, requestId)));
}

/** The answer of RFC 9457. `instance` is the path alone: a query can hold a sign-in code. */
export function problemBody(error: ProblemError, path: string, requestId: string): Problem {
  const { title, retryable, action } = problemKind(error.code);
  const { retryAfter, errors, verdict } = error.facts;
  return {
    type: PROBLEM_TYPE_PREFIX + error.code,
    title,
    status: error.status,
    detail: error.detail,
    instance: path,
    code: error.code,
    requestId,
    retryable,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(action !== undefined && { action }),
    ...(errors !== undefined && { errors: errors.slice(0, FIELD_ERRORS_MAX) }),
    ...(verdict !== undefined && { verdict }),
  };
}

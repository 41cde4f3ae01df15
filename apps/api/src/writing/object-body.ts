import { invalidRequest } from '../problem/problem-error.js';

/** The members of a body that the domain checks; anything but an object cannot be asked for members. */
export function objectBody(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Readonly<Record<string, unknown>>;
  }
  throw invalidRequest([{ pointer: '', code: 'invalid_type', detail: 'the body must be a JSON object' }]);
}

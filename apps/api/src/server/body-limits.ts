import { JSON_MAX_DEPTH, STRING_MAX_LENGTH, type FieldError } from '@daybook/contract';
import { pointerTo } from '@daybook/domain';
import { ProblemError, invalidRequest } from '../problem/problem-error.js';

/**
 * Refuses JSON that is nested deeper than 10 levels or holds longer strings than 1 024 characters. The items of a
 * batch are not looked at here: what is wrong with one of them is its own verdict.
 */
export function refuseOversized(body: unknown): void {
  const errors: FieldError[] = [];
  look(body, '', 1, errors);
  if (errors.length > 0) throw invalidRequest(errors);
}

function look(value: unknown, pointer: string, depth: number, errors: FieldError[]): void {
  if (typeof value === 'string') {
    if (value.length <= STRING_MAX_LENGTH) return;
    errors.push({
      pointer,
      code: 'too_long',
      detail: `a string has at most ${STRING_MAX_LENGTH} characters`,
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > JSON_MAX_DEPTH) {
    throw new ProblemError('too_deep', `nest JSON at most ${JSON_MAX_DEPTH} levels deep`);
  }
  for (const [name, member] of Object.entries(value)) {
    look(member, pointer + pointerTo(name), depth + 1, errors);
  }
}

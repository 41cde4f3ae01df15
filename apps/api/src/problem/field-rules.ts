import { checkMutationId, isCalendarDate, isSource, parseInstant } from '@daybook/domain';
import type { ProblemCode } from '@daybook/contract';
import { ValidateBy } from 'class-validator';

/** The rules of parameters and bodies. Each tells the code that a breach is answered with. */

export function WholeNumber(min: number, max: number): PropertyDecorator {
  return rule('wholeNumber', 'invalid_value', `must be a whole number from ${min} to ${max}`, (value) => {
    return (
      typeof value === 'string' && /^\d{1,9}$/u.test(value) && Number(value) >= min && Number(value) <= max
    );
  });
}

export function CalendarDate(): PropertyDecorator {
  return rule('calendarDate', 'invalid_date', 'must be a real calendar date, like 2026-05-24', (value) => {
    return typeof value === 'string' && isCalendarDate(value);
  });
}

const MUST_BE_INSTANT =
  'must be an ISO 8601 instant with an offset, like 2026-05-24T08:00:00Z, in the years 1900 to 2200';

export function InstantText(): PropertyDecorator {
  return rule('instantText', 'invalid_date', MUST_BE_INSTANT, (value) => parseInstant(value) !== undefined);
}

/** A plus sign in a query stands for a space, and who forgets to escape it means the offset all the same. */
export function instantOf(parameter: string): number | undefined {
  return parseInstant(parameter.replace(' ', '+'))?.ms;
}

export function InstantParameter(): PropertyDecorator {
  return rule('instantParameter', 'invalid_date', MUST_BE_INSTANT, (value) => {
    return typeof value === 'string' && instantOf(value) !== undefined;
  });
}

export function Text(maxLength: number): PropertyDecorator {
  return rule('text', 'invalid_value', `must be a text of 1 to ${maxLength} characters`, (value) => {
    return typeof value === 'string' && value !== '' && value.length <= maxLength;
  });
}

export function OneOf(...allowed: readonly string[]): PropertyDecorator {
  return rule('oneOf', 'invalid_value', `must be one of ${allowed.join(', ')}`, (value) => {
    return typeof value === 'string' && allowed.includes(value);
  });
}

/** The shape alone: how far its time lies ahead is judged by the server's clock, not by a class. */
export function MutationIdText(): PropertyDecorator {
  return rule('mutationIdText', 'invalid_uuid', 'must be a hyphenated UUIDv7 (RFC 9562)', (value) => {
    return checkMutationId(value, Number.MAX_SAFE_INTEGER).ok;
  });
}

export function SourceName(): PropertyDecorator {
  const must = 'must be a lower-case name of up to 32 letters, digits and underscores, like healthkit';
  return rule('sourceName', 'invalid_source', must, isSource);
}

export function FiniteNumber(): PropertyDecorator {
  return rule('finiteNumber', 'invalid_value', 'must be a finite number', Number.isFinite);
}

export function JsonObject(): PropertyDecorator {
  return rule('jsonObject', 'invalid_type', 'must be a JSON object', (value) => {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  });
}

function rule(
  name: string,
  code: ProblemCode,
  must: string,
  validate: (value: unknown) => boolean,
): PropertyDecorator {
  const message = `$property ${must}`;
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, { context: { code } });
}

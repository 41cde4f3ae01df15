import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { checkShape, type Shape } from './field-errors.js';
import { invalidRequest } from './problem-error.js';

/**
 * Checks parameters and bodies against their classes and answers every fault at once. Members of a body that its
 * class does not name pass, so that an envelope may grow; a parameter that is not known is refused, since leaving
 * it out of account would answer another question than was asked.
 */
@Injectable()
export class CheckedPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (!isShape(metatype) || (type !== 'body' && type !== 'query')) return value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalidRequest([{ pointer: '', code: 'invalid_type', detail: 'the body must be a JSON object' }]);
    }
    const strictness =
      type === 'query'
        ? ({ prefix: '?', onlyKnown: true } as const)
        : ({ prefix: '/', onlyKnown: false } as const);
    const { shaped, errors } = checkShape(metatype, value, strictness);
    if (errors.length > 0) throw invalidRequest(errors);
    return shaped;
  }
}

function isShape(metatype: unknown): metatype is Shape {
  return typeof metatype === 'function' && metatype !== Object && metatype !== String && metatype !== Array;
}

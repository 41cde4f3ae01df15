import { validateSync, type ValidationError } from 'class-validator';
import type { FieldError, ProblemCode } from '@daybook/contract';
import { NAME_SHOWN_LENGTH, pointerTo } from '@daybook/domain';

/** What class-validator's own rules are called on the wire; our own carry their code with them. */
const RULE_CODES: Readonly<Record<string, ProblemCode>> = {
  isDefined: 'required',
  isArray: 'invalid_type',
  isString: 'invalid_type',
  arrayMinSize: 'invalid_value',
  whitelistValidation: 'unknown_field',
};

export type Shape = new () => object;

export interface Strictness {
  /** `/` for members of a body, `?` for parameters of a query. */
  readonly prefix: '/' | '?';
  /** Whether what the class does not name is a fault. */
  readonly onlyKnown: boolean;
}

/** Names under which an object finds its class: as members of a body they would hide its rules. */
const OF_THE_CLASS: ReadonlySet<string> = new Set(['constructor', '__proto__']);

/** The object as an instance of its class, and every fault of every field of it. */
export function checkShape(
  shape: Shape,
  value: object,
  { prefix, onlyKnown }: Strictness,
): { readonly shaped: object; readonly errors: readonly FieldError[] } {
  const members = Object.entries(value);
  const shaped = Object.assign(
    new shape(),
    Object.fromEntries(members.filter(([name]) => !OF_THE_CLASS.has(name))),
  );
  const faults = validateSync(shaped, { whitelist: onlyKnown, forbidNonWhitelisted: onlyKnown });
  const hiding = members.filter(([name]) => onlyKnown && OF_THE_CLASS.has(name));
  const errors = [
    ...faults.flatMap((fault) => fieldErrors(fault, prefix)),
    ...hiding.map(([name]) => unknownField(name, prefix)),
  ];
  return { shaped, errors };
}

/** A name that was sent may be as long as a body: it is shown cut off, and as RFC 6901 spells it in a pointer. */
function unknownField(property: string, prefix: Strictness['prefix']): FieldError {
  const shown = property.slice(0, NAME_SHOWN_LENGTH);
  const pointer = prefix === '/' ? pointerTo(property) : prefix + shown;
  return { pointer, code: 'unknown_field', detail: `this server does not know ${shown}` };
}

/** One error for each field: of several broken rules the most basic. */
function fieldErrors(
  { property, constraints = {}, contexts }: ValidationError,
  prefix: Strictness['prefix'],
): FieldError[] {
  const broken = Object.keys(constraints);
  const name =
    broken.find((each) => RULE_CODES[each] === 'required') ??
    broken.find((each) => RULE_CODES[each] === 'invalid_type') ??
    broken.at(-1);
  if (name === undefined) return [];
  const context = (contexts?.[name] ?? {}) as { code?: ProblemCode };
  const code = context.code ?? RULE_CODES[name] ?? 'invalid_value';
  if (code === 'unknown_field') return [unknownField(property, prefix)];
  return [{ pointer: prefix + property, code, detail: constraints[name] ?? '' }];
}

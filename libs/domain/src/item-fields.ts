import { isSource } from './source.js';
import { parseInstant } from './instant.js';
import type { Rejection, RejectionCode } from './rejection.js';

/** A client's item: any JSON object. */
export type RawItem = Readonly<Record<string, unknown>>;

/** Thrown inside the check of one item and caught at its edge: an item has one verdict, the first fault found. */
export class ItemFault extends Error {
  readonly rejection: Rejection;

  constructor(code: RejectionCode, pointer: string, detail: string) {
    super(detail);
    this.rejection = { code, pointer, detail };
  }
}

/** PostgreSQL keeps no NUL, and a lone surrogate would not come back as it was hashed. */
// eslint-disable-next-line no-control-regex -- NUL is what is looked for
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/** `null` counts as absent, because some serialisers write every member. Only `value` tells the two apart. */
export function isAbsent(member: unknown): member is null | undefined {
  return member === undefined || member === null;
}

/** The text at `name`, or `null` when it is absent or null. Faults: `invalid_type`, `too_long`, `invalid_value`. */
export function optionalText(item: RawItem, name: string, maxLength: number): string | null {
  const value = item[name];
  if (isAbsent(value)) return null;
  if (typeof value !== 'string') throw new ItemFault('invalid_type', `/${name}`, `${name} must be a string`);
  if (value.length > maxLength) {
    throw new ItemFault('too_long', `/${name}`, `${name} must have at most ${maxLength} characters`);
  }
  if (value === '')
    throw new ItemFault('invalid_value', `/${name}`, `${name} must not be empty: leave it out`);
  if (UNSTORABLE.test(value)) {
    throw new ItemFault('invalid_value', `/${name}`, `${name} must be well-formed text without NUL`);
  }
  return value;
}

export interface InstantField {
  readonly at: number | null;
  readonly offset: number | null;
}

const NO_INSTANT: InstantField = { at: null, offset: null };

/** The instant at `name` with the offset it was sent with. */
export function optionalInstant(item: RawItem, name: string): InstantField {
  const value = item[name];
  if (isAbsent(value)) return NO_INSTANT;
  if (typeof value !== 'string') throw new ItemFault('invalid_type', `/${name}`, `${name} must be a string`);
  const instant = parseInstant(value);
  if (!instant) {
    const detail = `${name} must be an ISO 8601 instant with an offset, like 2026-05-24T08:00:00+02:00, on a real date of 1900 to 2200`;
    throw new ItemFault('invalid_date', `/${name}`, detail);
  }
  return { at: instant.ms, offset: instant.offsetMinutes };
}

/** The source named by the item, else the one that the device's kind implies. Fault: `required`, `invalid_source`. */
export function sourceOf(item: RawItem, impliedSource: string | null): string {
  const source = item['source'] ?? impliedSource;
  if (source === null) {
    throw new ItemFault('required', '/source', 'source is required: this device has no kind that implies it');
  }
  if (typeof source !== 'string' || !isSource(source)) {
    const detail =
      'source must be a lower-case name of up to 32 letters, digits and underscores, like healthkit';
    throw new ItemFault('invalid_source', '/source', detail);
  }
  return source;
}

/** A finite number at `name`; minus zero, which no reader could tell from zero, becomes zero. */
export function finiteNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new ItemFault('invalid_value', `/${name}`, `${name} must be a finite number`);
  }
  return value + 0;
}

/** No name of a member is longer; what is sent as one may be, and is not echoed whole. */
export const NAME_SHOWN_LENGTH = 64;

/** The JSON pointer (RFC 6901) to a member, cut off so that an answer never echoes a whole body. */
export function pointerTo(name: string): string {
  return `/${name.slice(0, NAME_SHOWN_LENGTH).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The members of an item: `allowed` of its own kind, `known` of any kind. */
export interface MemberNames {
  readonly allowed: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

/** Refuses members that this server does not know, or that do not belong to this kind of item. */
export function refuseOthers(item: RawItem, allowed: ReadonlySet<string>, known: ReadonlySet<string>): void {
  const names = { allowed, known };
  for (const name of Object.keys(item)) {
    const fault = faultOfName(item, name, names);
    if (fault) throw new ItemFault(fault.code, fault.pointer, fault.detail);
  }
}

function faultOfName(item: RawItem, name: string, { allowed, known }: MemberNames): Rejection | undefined {
  if (allowed.has(name)) return undefined;
  const pointer = pointerTo(name);
  if (known.has(name)) {
    if (item[name] === null && name !== 'value') return undefined;
    return { code: 'unexpected_field', pointer, detail: `${name} does not belong to this kind of item` };
  }
  const shown = name.slice(0, NAME_SHOWN_LENGTH);
  const detail = `this server does not know the member ${shown}: mend its name, or keep the item and send it again after an upgrade`;
  return { code: 'unknown_field', pointer, detail };
}

/**
 * Every fault of an item of which a verdict names the first: what is wrong with the name of each member, and what each
 * of the checks finds by itself. Names may be as many as a body holds, and an error for each, with its stack, would
 * stop the process for most of a second.
 */
export function faultsOf(
  item: RawItem,
  names: MemberNames,
  ...checks: readonly ((item: RawItem) => unknown)[]
): Rejection[] {
  const others = Object.keys(item).flatMap((name) => faultOfName(item, name, names) ?? []);
  const own = checks.flatMap((check) => {
    try {
      check(item);
      return [];
    } catch (fault) {
      if (fault instanceof ItemFault) return [fault.rejection];
      throw fault;
    }
  });
  return [...others, ...own];
}

import { ItemFault, isAbsent, pointerTo } from './item-fields.js';
import { orderedJson } from './ordered-json.js';

/** Metadata, not a document store: a whole batch with full details still fits the body limit. */
const DETAILS_MAX_BYTES = 2048;
/** The contract's depth of any JSON; unbounded nesting would exhaust the stack of whoever prints it. */
const DETAILS_MAX_LEVELS = 10;

/**
 * The details of a record as JSON text in one order, `null` when absent. Faults: `invalid_type`, `invalid_value`,
 * `too_long`.
 */
export function detailsOf(details: unknown): string | null {
  if (isAbsent(details)) return null;
  if (typeof details !== 'object' || Array.isArray(details)) {
    throw new ItemFault('invalid_type', '/details', 'details must be a JSON object');
  }
  look(details, '/details', DETAILS_MAX_LEVELS);
  const text = orderedJson(details);
  if (text.length > DETAILS_MAX_BYTES || new TextEncoder().encode(text).length > DETAILS_MAX_BYTES) {
    throw new ItemFault(
      'too_long',
      '/details',
      `details must have at most ${DETAILS_MAX_BYTES} bytes of JSON`,
    );
  }
  return text;
}

/** What would not be kept as sent is refused: depth without end, and numbers that JavaScript reads as others. */
function look(value: unknown, pointer: string, levels: number): void {
  if (typeof value === 'number') refuseInexact(value, pointer);
  if (typeof value !== 'object' || value === null) return;
  if (levels === 0) {
    const detail = `details must have at most ${DETAILS_MAX_LEVELS} levels`;
    throw new ItemFault('invalid_value', '/details', detail);
  }
  for (const [name, member] of Object.entries(value)) look(member, pointer + pointerTo(name), levels - 1);
}

/** Beyond 2^53 two integers share one double, and 1e400 becomes infinite (RFC 7493, section 2.2). */
function refuseInexact(value: number, pointer: string): void {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
  const detail = `a number in details must lie within ±${Number.MAX_SAFE_INTEGER}: send a larger one as text`;
  throw new ItemFault('invalid_value', pointer, detail);
}

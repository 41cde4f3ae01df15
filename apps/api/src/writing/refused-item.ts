import { JSON_MAX_DEPTH, STRING_MAX_LENGTH } from '@daybook/contract';
import type { Rejection, Verdict } from '@daybook/domain';

/** An item of which only the id reaches the domain: what was sent does not even have the shape of one. */
export class RefusedItem {
  constructor(
    readonly id: string | null,
    readonly rejection: Rejection,
  ) {}

  get verdict(): Verdict {
    return { status: 'rejected', id: this.id, rejection: this.rejection, record: null };
  }
}

/** `{items: [{details: …}]}`: what `details` holds begins on the fourth level of a body. */
const DETAILS_LEVEL = 4;

/**
 * The limits of JSON for one item of a batch, so that it fails alone. Only `details` can hold more than one value:
 * every other member is a text or number with bounds of its own, or a fault at first sight.
 */
export function withinJsonLimits(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || !('details' in item)) return item;
  const rejection = faultIn(item.details, '/details', DETAILS_LEVEL);
  if (!rejection) return item;
  const { id } = item as { id?: unknown };
  return new RefusedItem(typeof id === 'string' ? id.slice(0, STRING_MAX_LENGTH) : null, rejection);
}

function faultIn(value: unknown, pointer: string, level: number): Rejection | undefined {
  if (typeof value === 'string' && value.length > STRING_MAX_LENGTH) {
    return { code: 'too_long', pointer, detail: `a string has at most ${STRING_MAX_LENGTH} characters` };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (level > JSON_MAX_DEPTH) {
    return {
      code: 'invalid_value',
      pointer: '/details',
      detail: `nest JSON at most ${JSON_MAX_DEPTH} levels deep`,
    };
  }
  for (const member of Object.values(value)) {
    const fault = faultIn(member, pointer, level + 1);
    if (fault) return fault;
  }
  return undefined;
}

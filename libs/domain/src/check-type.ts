import { ItemFault } from './item-fields.js';
import type { Metric } from './metric.js';
import { findMetric, METRICS } from './metrics.js';

/** Twice the longest HealthKit identifier: a name that only a newer server knows is `unknown_type`, not `too_long`. */
export const TYPE_MAX_LENGTH = 128;

export interface CheckedType {
  /** The metric's code. */
  readonly type: string;
  /** `undefined` for a metric of the subject's own, whose definition only the subject's log knows. */
  readonly metric: Metric | undefined;
}

/** The metric that a code or HealthKit identifier names. Fault: `unknown_type`. */
export function checkType(name: string): CheckedType {
  const metric = findMetric(name);
  if (metric) return { type: metric.code, metric };
  if (name.startsWith('x_')) return { type: name, metric: undefined };
  const detail = `this server does not know the type ${name}${hint(name)}: see GET /api/metric-types, or keep the item and send it again after an upgrade`;
  throw new ItemFault('unknown_type', '/type', detail);
}

/** Fewer letters in common say nothing. */
const HINT_MIN_LETTERS = 4;

/** The code that begins most like a name, whatever the case and the underscores: `active_energy` is nearly one. */
function hint(name: string): string {
  const sent = letters(name);
  let nearest: string | undefined;
  let most = Math.max(HINT_MIN_LETTERS, sent.length / 2) - 1;
  for (const { code } of METRICS) {
    const common = commonStart(sent, letters(code));
    if (common > most) [nearest, most] = [code, common];
  }
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/^hk(?:quantity|category)typeidentifier|_/gu, '');
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

import type { WireDay } from '@daybook/contract';
import { shownText } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';

/** `Manual (overrode HealthKit 8,003)`, or `null` when the winner overrode nobody. */
export function overrideText(day: WireDay, unit: ShownUnit, locale?: string): string | null {
  if (day.overridden.length === 0 || day.winner.source !== 'manual') return null;
  const bare = { ...unit, symbol: '' };
  const overridden = day.overridden.map(
    ({ source, value }) => `${sourceName(source)} ${shownText(value, bare, locale)}`,
  );
  return `${sourceName(day.winner.source)} (overrode ${overridden.join(', ')})`;
}

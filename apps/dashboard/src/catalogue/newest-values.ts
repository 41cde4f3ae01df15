import type { WireDay } from '@daybook/contract';
import type { DayView } from '@daybook/sync-client';

/** The newest day of each metric that has one, by code. */
export function newestValues(views: readonly DayView[]): ReadonlyMap<string, WireDay> {
  const newest = new Map<string, WireDay>();
  for (const { shown, type } of views) {
    const held = newest.get(type);
    if (shown !== null && (held === undefined || held.date < shown.date)) newest.set(type, shown);
  }
  return newest;
}

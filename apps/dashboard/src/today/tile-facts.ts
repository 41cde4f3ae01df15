import { addDays } from '@daybook/domain';
import type { WireDay } from '@daybook/contract';
import type { DayView, QueuedMutation } from '@daybook/sync-client';

/** How far back a tile looks. */
export const TILE_DAYS = 14;

/** What a tile shows of one metric on its day. */
export interface TileFacts {
  readonly type: string;
  readonly day: WireDay | null;
  /** What the server had last said: its time of change is known, that of a waiting value is not. */
  readonly confirmed: WireDay | null;
  readonly isWaiting: boolean;
  /** The newest entry of the day that failed. It may be older than the value that stands. */
  readonly failed: QueuedMutation | null;
  /** One value a day, oldest first, the tile's own day last. */
  readonly values: readonly (number | null)[];
  /** Mean of the days before that have a value; `null` without any. */
  readonly usual: number | null;
  /** The newest value of the days before, for a day that has none yet. */
  readonly before: WireDay | null;
}

/** The facts of each metric, from the views of the fortnight that ends on `date`. */
export function tileFacts(views: readonly DayView[], date: string): ReadonlyMap<string, TileFacts> {
  const byType = new Map<string, DayView[]>();
  for (const view of views) byType.set(view.type, [...(byType.get(view.type) ?? []), view]);
  return new Map([...byType].map(([type, days]) => [type, factsOf(type, days, date)]));
}

/** The facts of a metric with these views of the fortnight that ends on `date`; without any, those of an empty tile. */
export function factsOf(type: string, views: readonly DayView[], date: string): TileFacts {
  const byDate = new Map(views.map((view) => [view.date, view]));
  const dates = Array.from({ length: TILE_DAYS }, (_, i) => addDays(date, i - TILE_DAYS + 1));
  const days = dates.map((each) => byDate.get(each)?.shown ?? null);
  const earlier = days.slice(0, -1).filter((day) => day !== null);
  const own = byDate.get(date);
  return {
    type,
    day: own?.shown ?? null,
    confirmed: own?.confirmed ?? null,
    isWaiting: (own?.waiting.length ?? 0) > 0,
    failed: own?.failed.reduce<QueuedMutation | null>(newer, null) ?? null,
    values: days.map((day) => day?.value ?? null),
    usual: earlier.length === 0 ? null : earlier.reduce((sum, { value }) => sum + value, 0) / earlier.length,
    before: earlier.at(-1) ?? null,
  };
}

function newer(one: QueuedMutation | null, other: QueuedMutation): QueuedMutation {
  return one !== null && one.order > other.order ? one : other;
}

import { addDays } from '@daybook/domain';
import type { WireDay } from '@daybook/contract';
import type { DayView } from '@daybook/sync-client';

/** One metric over a run of days: every date of it, oldest first, and what each day came to. */
export interface Period {
  readonly dates: readonly string[];
  /** Beside each date; `null` for a day without a value. */
  readonly days: readonly (WireDay | null)[];
  readonly waiting: ReadonlySet<string>;
}

export function periodOf(views: readonly DayView[], to: string, length: number): Period {
  const byDate = new Map(views.map((view) => [view.date, view]));
  const dates = Array.from({ length }, (_, i) => addDays(to, i - length + 1));
  return {
    dates,
    days: dates.map((date) => byDate.get(date)?.shown ?? null),
    waiting: new Set(views.filter(({ waiting }) => waiting.length > 0).map(({ date }) => date)),
  };
}

/** The figures of a period in the canonical unit; of cumulative metrics the extremes are days, of discrete ones samples. */
export interface PeriodFigures {
  readonly count: number;
  readonly average: number;
  readonly lowest: number;
  readonly highest: number;
  readonly total: number;
}

/** `null` when no day has a value. */
export function figuresOf({ days }: Period, of: 'days' | 'samples'): PeriodFigures | null {
  const known = days.filter((day) => day !== null);
  if (known.length === 0) return null;
  const total = known.reduce((sum, { value }) => sum + value, 0);
  return {
    count: known.length,
    total,
    average: total / known.length,
    lowest: Math.min(...known.map((day) => (of === 'days' ? day.value : day.min))),
    highest: Math.max(...known.map((day) => (of === 'days' ? day.value : day.max))),
  };
}

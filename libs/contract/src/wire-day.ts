import type { DayAggregate, StageMinutes } from '@daybook/domain';

/** What one source came to on a day that another source won. */
export interface WireOverridden {
  readonly source: string;
  readonly value: number;
}

/**
 * The value of one metric on one local day over all sources, as every reader sees it. `id` is `<date>/<type>`,
 * `winner.measurementId` is there if one day total alone made the value, `stages` are minutes and there for sleep.
 */
export interface WireDay {
  readonly id: string;
  readonly date: string;
  readonly type: string;
  readonly value: number;
  readonly unit: string;
  readonly winner: { readonly source: string; readonly measurementId?: string };
  readonly sources: readonly string[];
  readonly overridden: readonly WireOverridden[];
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly last: number;
  readonly stages?: StageMinutes;
  readonly revision: number;
  readonly updatedAt: string;
}

/** The one place where a daily aggregate becomes wire JSON; `null` when no live value is left of the day. */
export function wireDay(a: DayAggregate): WireDay | null {
  const { day } = a;
  if (day === null) return null;
  return {
    id: `${a.localDate}/${a.type}`,
    date: a.localDate,
    type: a.type,
    value: day.value,
    unit: a.unit,
    winner: day.winner,
    sources: day.sources,
    overridden: day.overridden,
    count: day.count,
    min: day.min,
    max: day.max,
    avg: day.avg,
    last: day.last,
    ...(day.stages === undefined ? {} : { stages: day.stages }),
    revision: a.revision,
    updatedAt: new Date(a.updatedAt).toISOString(),
  };
}

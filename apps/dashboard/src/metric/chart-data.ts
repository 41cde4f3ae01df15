import type { WireDay } from '@daybook/contract';
import type { SleepStage } from '@daybook/domain';
import { utcInstantOf } from '../format/local-date.js';
import type { ShownUnit } from '../format/shown-unit.js';
import type { ChartKind } from './chart-kind.js';
import type { Period } from './period.js';

/** What one line, band edge or set of bars shows. */
export type Track = 'value' | 'entered' | 'max' | 'min' | SleepStage;

/** Columns as uPlot wants them: seconds since 1970 first, then one column per track. */
export interface ChartData {
  readonly tracks: readonly Track[];
  readonly columns: readonly [readonly number[], ...(readonly (number | null)[])[]];
}

/** Stages from the ground up. Time in bed lies under all of them and would hide the night. */
export const STACKED_STAGES = [
  'deep',
  'light',
  'rem',
  'asleep',
  'awake',
] as const satisfies readonly SleepStage[];

const MINUTES_PER_HOUR = 60;

/** What a canonical value is divided by on the axis: hours are read more easily than 480 minutes. */
export function chartPer(unit: ShownUnit): number {
  return unit.style === 'clock' ? MINUTES_PER_HOUR : unit.per;
}

export function chartData({ dates, days }: Period, kind: ChartKind, unit: ShownUnit): ChartData {
  const seconds = dates.map((date) => utcInstantOf(date).getTime() / 1000);
  const per = chartPer(unit);
  const column = (of: (day: WireDay) => number | null) =>
    days.map((day) => {
      const value = day === null ? null : of(day);
      return value === null ? null : value / per;
    });
  switch (kind) {
    case 'bars':
      return {
        tracks: ['value', 'entered'],
        columns: [
          seconds,
          column((day) => (isEntered(day) ? null : day.value)),
          column((day) => (isEntered(day) ? day.value : null)),
        ],
      };
    case 'band':
      return {
        tracks: ['max', 'min', 'value', 'entered'],
        columns: [
          seconds,
          column((day) => day.max),
          column((day) => day.min),
          column((day) => day.value),
          column((day) => (isEntered(day) ? day.value : null)),
        ],
      };
    case 'stages': {
      // The longest bar is drawn first and the others over it, so that each stage shows from where the one below ends.
      const tracks = STACKED_STAGES.toReversed();
      return {
        tracks,
        columns: [seconds, ...tracks.map((stage) => column((day) => heightUpTo(day, stage)))],
      };
    }
  }
}

export function isEntered({ winner }: WireDay): boolean {
  return winner.source === 'manual';
}

/** How long each stage was; a night that only has a total is asleep throughout. */
export function stagesOf({ stages, value }: WireDay): Readonly<Partial<Record<SleepStage, number>>> {
  const isTold = stages !== undefined && STACKED_STAGES.some((stage) => (stages[stage] ?? 0) > 0);
  return isTold ? stages : { asleep: value };
}

function heightUpTo(day: WireDay, stage: SleepStage): number | null {
  const stages = stagesOf(day);
  if ((stages[stage] ?? 0) === 0) return null;
  const below = STACKED_STAGES.slice(0, STACKED_STAGES.findIndex((each) => each === stage) + 1);
  return below.reduce((sum, each) => sum + (stages[each] ?? 0), 0);
}

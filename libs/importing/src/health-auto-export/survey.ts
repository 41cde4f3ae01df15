import { dayNumber, parseInstant } from '@daybook/domain';
import type { JsonPick, JsonSelector } from '../json-sieve.js';
import { readPrintedInstant } from '../printed-instant.js';
import { readJson } from '../read-json.js';
import { isExportSection, placeOf } from './payload-path.js';

/** How the app was told to group the points of a metric. `coarse`: by week, month or year. */
export type Grouping = 'day' | 'hour' | 'minute' | 'none' | 'coarse';

export interface SurveyedMetric {
  readonly name: string;
  readonly units: string;
  readonly grouping: Grouping;
}

export interface Survey {
  /** By the key that payload paths carry. */
  readonly metrics: ReadonlyMap<string, SurveyedMetric>;
  /** Whether the file has any part that an export has. */
  readonly isExport: boolean;
  readonly exportedAtMs: number | null;
}

/** What the dates of one metric look like, over all its parts in the file. */
interface Dates {
  points: number;
  midnights: number;
  wholeHours: number;
  wholeMinutes: number;
  smallestGapDays: number;
  lastDate: string;
}

/** In some zones the clock skips midnight once a year, so nearly all midnights are enough. */
const MIDNIGHT_SHARE = 0.95;
const WEEK_DAYS = 7;
/**
 * Metrics that have a value on every day. If these come only every seventh day, the export is grouped by
 * week.
 */
const DAILY_NAMES = ['step_count', 'active_energy', 'basal_energy_burned', 'walking_running_distance'];
const ENOUGH_POINTS = 3;

/**
 * Reads an export once for what its points cannot say themselves: the name and unit of their metric, which
 * JSON may put after the points, and how they are grouped. A point at 00:00:00 is a day's total in one export
 * and a minute's in another; taking the second for the first would replace a whole day by one minute.
 */
export async function surveyExport(path: string): Promise<Survey> {
  const surveyor = new Surveyor();
  const select: JsonSelector = (at) => {
    const place = placeOf(at);
    if (isExportSection(at)) surveyor.isExport = true;
    if (place.kind === 'container') return 'enter';
    return place.kind === 'other section' || place.kind === 'elsewhere' ? 'skip' : 'pick';
  };
  for await (const { picks } of readJson(path, select)) for (const pick of picks) surveyor.see(pick);
  return surveyor.result();
}

class Surveyor {
  isExport = false;
  private readonly names = new Map<string, { name: string; units: string }>();
  private readonly datesByMetric = new Map<string, Dates>();
  private exportedAtMs: number | null = null;

  see({ path, value }: JsonPick): void {
    const place = placeOf(path);
    if (place.kind === 'exported at') this.exportedAtMs = momentOf(value);
    else if (place.kind === 'metric field') {
      const entry = this.names.get(place.metric) ?? { name: '', units: '' };
      this.names.set(place.metric, { ...entry, [place.field]: String(value) });
    } else if (place.kind === 'point') this.seeDate(place.metric, value);
  }

  result(): Survey {
    const dates = this.datesByName();
    const coarse = DAILY_NAMES.some((name) => isCoarse(dates.get(name)));
    const metrics = new Map<string, SurveyedMetric>();
    for (const [key, { name, units }] of this.names) {
      const grouping = groupingOf(dates.get(name));
      metrics.set(key, { name, units, grouping: grouping === 'day' && coarse ? 'coarse' : grouping });
    }
    return { metrics, isExport: this.isExport, exportedAtMs: this.exportedAtMs };
  }

  private seeDate(metric: string, point: unknown): void {
    const date = typeof point === 'object' && point !== null && 'date' in point ? point.date : undefined;
    const instant = typeof date === 'string' ? readPrintedInstant(date) : null;
    if (!instant) return;
    const dates = this.datesByMetric.get(metric) ?? noDates();
    this.datesByMetric.set(metric, dates);
    const clock = instant.iso.slice(11, 19);
    const day = instant.iso.slice(0, 10);
    dates.points += 1;
    if (clock === '00:00:00') dates.midnights += 1;
    if (clock.endsWith(':00:00')) dates.wholeHours += 1;
    if (clock.endsWith(':00')) dates.wholeMinutes += 1;
    if (dates.lastDate !== '') {
      const gap = Math.abs(dayNumber(day) - dayNumber(dates.lastDate));
      dates.smallestGapDays = Math.min(dates.smallestGapDays, gap);
    }
    dates.lastDate = day;
  }

  /** A metric may stand in several parts of a file, of which one may hold a single point at midnight. */
  private datesByName(): Map<string, Dates> {
    const byName = new Map<string, Dates>();
    for (const [key, dates] of this.datesByMetric) {
      const name = this.names.get(key)?.name ?? '';
      const sum = byName.get(name) ?? noDates();
      sum.points += dates.points;
      sum.midnights += dates.midnights;
      sum.wholeHours += dates.wholeHours;
      sum.wholeMinutes += dates.wholeMinutes;
      sum.smallestGapDays = Math.min(sum.smallestGapDays, dates.smallestGapDays);
      byName.set(name, sum);
    }
    return byName;
  }
}

function noDates(): Dates {
  return {
    points: 0,
    midnights: 0,
    wholeHours: 0,
    wholeMinutes: 0,
    smallestGapDays: Infinity,
    lastDate: '',
  };
}

function groupingOf(dates: Dates | undefined): Grouping {
  if (!dates) return 'none';
  const { points, midnights, wholeHours, wholeMinutes } = dates;
  if (midnights >= points * MIDNIGHT_SHARE) return 'day';
  if (points > 1 && wholeHours === points) return 'hour';
  return points > 1 && wholeMinutes === points ? 'minute' : 'none';
}

function isCoarse(dates: Dates | undefined): boolean {
  if (!dates || groupingOf(dates) !== 'day' || dates.points < ENOUGH_POINTS) return false;
  return dates.smallestGapDays >= WEEK_DAYS;
}

function momentOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  return parseInstant(value)?.ms ?? readPrintedInstant(value)?.ms ?? null;
}

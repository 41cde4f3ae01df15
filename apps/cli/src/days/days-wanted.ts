import { findMetric, isCalendarDate, parseInstant } from '@daybook/domain';
import { UsageError } from '../usage-error.js';

/** The options of `days` as they stand on the command line. */
export interface DaysArguments {
  readonly subject: string;
  readonly from?: string;
  readonly to?: string;
  readonly type?: string;
  readonly asOf?: string;
}

/** Which days are asked for; both ends included, `null` for no bound. `asOf` is in Unix milliseconds. */
export interface DaysWanted {
  readonly from: string | null;
  readonly to: string | null;
  readonly type: string | null;
  readonly asOf: number | null;
}

/** @throws UsageError */
export function daysWanted({ from, to, type, asOf }: DaysArguments): DaysWanted {
  const wanted = {
    from: dateOf('--from', from),
    to: dateOf('--to', to),
    type: type === undefined ? null : typeOf(type),
    asOf: asOf === undefined ? null : momentOf(asOf),
  };
  if (wanted.from !== null && wanted.to !== null && wanted.from > wanted.to) {
    throw new UsageError('--from is after --to: turn them round.');
  }
  return wanted;
}

function dateOf(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const isDate: boolean = isCalendarDate(text);
  if (isDate) return text;
  throw new UsageError(`${option} is "${text}", which is no calendar date: write it like 2026-05-24.`);
}

function typeOf(text: string): string {
  const code = text.startsWith('x_') ? text : findMetric(text)?.code;
  if (code !== undefined) return code;
  throw new UsageError(`There is no metric ${text}: write a code like steps or a HealthKit identifier.`);
}

function momentOf(text: string): number {
  const instant = parseInstant(text);
  if (instant) return instant.ms;
  throw new UsageError(`--as-of is "${text}", which is no moment: write it like 2026-05-24T08:00:00Z.`);
}

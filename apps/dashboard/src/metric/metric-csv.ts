import { SLEEP_STAGES } from '@daybook/domain';
import type { WireDay } from '@daybook/contract';
import type { Period } from './period.js';

const COLUMNS = [
  'date',
  'value',
  'unit',
  'min',
  'max',
  'avg',
  'last',
  'count',
  'source',
  'overridden',
  'changed_at',
];

/**
 * The days that have a value, as CSV of RFC 4180: canonical unit, numbers with a point, whatever the locale, because
 * it is for programs. Sleep has one column more per stage, in minutes.
 */
export function metricCsv({ days }: Period): string {
  const known = days.filter((day) => day !== null);
  const stages = SLEEP_STAGES.filter((stage) => known.some((day) => day.stages?.[stage] !== undefined));
  const rows = known.map((day) => [...cells(day), ...stages.map((stage) => day.stages?.[stage] ?? '')]);
  return [[...COLUMNS, ...stages], ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

function cells(day: WireDay): (string | number)[] {
  const { date, value, unit, min, max, avg, last, count, winner, overridden, updatedAt } = day;
  const losers = overridden.map((loser) => `${loser.source}=${loser.value}`).join(' ');
  return [date, value, unit, min, max, avg, last, count, winner.source, losers, updatedAt];
}

/** A text that a spreadsheet would run as a formula: the unit of an own metric is what any app writes there. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(content: string | number): string {
  const text = typeof content === 'string' ? content.replace(FORMULA, "'$&") : String(content);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

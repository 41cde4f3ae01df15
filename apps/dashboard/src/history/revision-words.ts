import type { DayRevision, HistoryLine } from './day-history.js';
import { clockTime, dayAndTime } from '../format/format-date.js';

/** What a revision did, in a word or three. */
export function changeWords({ event, superseded, value }: DayRevision): string {
  if (event === 'MeasurementRetracted') return 'Taken back';
  if (value === null) return 'Cleared';
  if (event === 'StatsOverwritten') return superseded ? 'Arrived late' : 'Overwritten';
  return event === 'MeasurementCorrected' ? 'Corrected' : 'Recorded';
}

/** When it was measured: the record's own time, or, for the total of a day, as of when the device said it. */
export function measuredWords({ revision, measured }: HistoryLine): string {
  if (measured?.startAt == null) return `Whole day, as of ${dayAndTime(revision.clientTime)}`;
  const { startAt, endAt } = measured;
  if (endAt === null || endAt === startAt) return dayAndTime(startAt);
  return `${dayAndTime(startAt)} to ${clockTime(endAt)}`;
}

import type { BatchItem, RecordItem } from '@daybook/contract';
import { externalRecordId, parseStatsExternalId, SLEEP_NIGHT_SHIFT_MS } from '@daybook/domain';
import { metricCodeOf } from './metric-code.js';

type WithOptionalId<Item> = Item extends { readonly id: string }
  ? Omit<Item, 'id'> & { readonly id?: string }
  : never;

/** What somebody wants to change. With an `id` of its own (an import that can be repeated) it keeps that id. */
export type Intention = WithOptionalId<BatchItem>;

/** A new sample, bucket or day total, as it is sent. */
export type RecordIntention = WithOptionalId<RecordItem>;

/** Whether the whole content of a `stats:` record is replaced, so that an earlier one not sent yet is superfluous. */
export function replacesRecord(item: Intention): boolean {
  return 'externalId' in item && (item.externalId ?? '').startsWith('stats:');
}

/** What an item changes, as far as it says so itself. */
export interface Target {
  /** The record that it writes; `null` if it is a new one that will be named by the mutation id. */
  readonly record: string | null;
  /** `<date>/<metric code>`, else `''`. */
  readonly day: string;
}

export function targetOf(item: Intention): Target {
  if ('measurementId' in item) return { record: item.measurementId, day: '' };
  const externalId = item.externalId ?? null;
  const stats = parseStatsExternalId(externalId ?? '');
  const type = metricCodeOf(item.type ?? stats?.identifier ?? '');
  const day = stats?.date ?? null;
  const date = day ?? ('retract' in item ? '' : localDateOf(item, type));
  return {
    record:
      externalId === null ? null : externalRecordId({ source: item.source ?? '', type, externalId, day }),
    day: date && `${date}/${type}`,
  };
}

/** The day as the server takes it from the item: a night belongs to the day on which 18:00 began it, plus one. */
function localDateOf({ localDate, startAt, timeZone }: RecordIntention, type: string): string {
  if (typeof localDate === 'string') return localDate;
  const shiftMs = type === 'sleep_duration' ? SLEEP_NIGHT_SHIFT_MS : 0;
  try {
    // Swedish writes dates and times as ISO 8601 does. Without a zone the text's own offset is the clock's, so that the
    // clock shows what is written, up to the minute.
    const clock = timeZone
      ? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' })
          .format(Date.parse(startAt ?? ''))
          .replace(' ', 'T')
      : startAt?.slice(0, 16);
    // Six hours on the clock, not elapsed: clocks may change in the evening.
    return new Date(Date.parse(`${clock}Z`) + shiftMs).toISOString().slice(0, 10);
  } catch {
    // The server will say what is wrong with the instant or the zone; until then the day is not known.
    return '';
  }
}

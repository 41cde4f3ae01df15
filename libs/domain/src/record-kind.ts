/**
 * What an external id makes of a record: a day total (`stats:<identifier>:<YYYY-MM-DD>`), a bucket (any other
 * `stats:` record: an overwritable sample) or a sample.
 */
export type RecordKind = 'day_total' | 'bucket' | 'sample';

/** The parts of a `stats:` external id. `date` is only shaped like a date; whether it is one is checked elsewhere. */
export interface StatsExternalId {
  readonly identifier: string;
  readonly date: string | null;
}

/** A date as the last part always claims a day, also where it is the only part. */
const DAY_TOTAL = /^stats:(?:(.*):)?(\d{4}-\d{2}-\d{2})$/su;

/** Takes a `stats:` external id apart; `undefined` for every other external id. */
export function parseStatsExternalId(externalId: string): StatsExternalId | undefined {
  if (!externalId.startsWith('stats:')) return undefined;
  const dayTotal = DAY_TOTAL.exec(externalId);
  if (dayTotal) return { identifier: dayTotal[1] ?? '', date: dayTotal[2] ?? null };
  return { identifier: externalId.split(':')[1] ?? '', date: null };
}

/** The kind of the record that an accepted external id stands for. */
export function recordKindOf(externalId: string | null): RecordKind {
  if (externalId === null) return 'sample';
  const stats = parseStatsExternalId(externalId);
  if (!stats) return 'sample';
  return stats.date === null ? 'bucket' : 'day_total';
}

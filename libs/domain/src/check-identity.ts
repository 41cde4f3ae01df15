import { isRecordDate } from './calendar.js';
import type { CheckedType } from './check-type.js';
import { ItemFault } from './item-fields.js';
import { findMetric, metricNames } from './metrics.js';
import { externalRecordId } from './record-id.js';
import { parseStatsExternalId, type RecordKind } from './record-kind.js';

/** `stats:` + the longest HealthKit identifier + an instant, with room to spare. */
export const EXTERNAL_ID_MAX_LENGTH = 160;

/** What an external id makes of a record. */
export interface CheckedIdentity {
  readonly measurementId: string;
  readonly recordKind: RecordKind;
  /** The day of a day total. */
  readonly day: string | null;
}

/**
 * The record that a source, a type and an external id name, whoever records or retracts it. Faults:
 * `invalid_date`, `external_id_mismatch`.
 */
export function checkIdentity(source: string, of: CheckedType, externalId: string): CheckedIdentity {
  const { recordKind, day } = kindAndDay(of, externalId);
  return { measurementId: externalRecordId({ source, type: of.type, externalId, day }), recordKind, day };
}

function kindAndDay(
  { type, metric }: CheckedType,
  externalId: string,
): Omit<CheckedIdentity, 'measurementId'> {
  const stats = parseStatsExternalId(externalId);
  if (!stats) return { recordKind: 'sample', day: null };
  const { identifier, date } = stats;
  if (date !== null && !isRecordDate(date)) {
    throw new ItemFault(
      'invalid_date',
      '/externalId',
      'externalId ends like a date, but there is no such day in the years 1900 to 2200',
    );
  }
  // A bucket's name is the client's own affair unless it names a metric, and then it must be this one.
  const namesMetric = date !== null || findMetric(identifier) !== undefined;
  const ownNames = metric ? metricNames(metric) : [type];
  if (namesMetric && !ownNames.includes(identifier)) {
    const detail = `the identifier "${identifier}" in externalId is not a name of the type ${type}`;
    throw new ItemFault('external_id_mismatch', '/externalId', detail);
  }
  return { recordKind: date === null ? 'bucket' : 'day_total', day: date };
}

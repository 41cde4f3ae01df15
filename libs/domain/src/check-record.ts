import { isRecordDate } from './calendar.js';
import { detailsOf } from './check-details.js';
import { checkIdentity, EXTERNAL_ID_MAX_LENGTH, type CheckedIdentity } from './check-identity.js';
import { checkType, TYPE_MAX_LENGTH } from './check-type.js';
import { canonicalValue, inCustomRange, inRange } from './check-value.js';
import type { Content } from './content.js';
import {
  finiteNumber,
  ItemFault,
  optionalInstant,
  optionalText,
  sourceOf,
  type InstantField,
  type RawItem,
} from './item-fields.js';
import { isTimeZone, localDateAt, localDateIn, nightAt, nightIn } from './local-day.js';
import type { Metric } from './metric.js';
import type { RecordMutation } from './mutation.js';
import type { RecordKind } from './record-kind.js';
import { SLEEP_STAGES, type SleepStage } from './stage.js';

/** `<name>, <model>, <hardware>, <software>` of a HealthKit device fits well. */
const SOURCE_DEVICE_MAX_LENGTH = 200;
const NAME_MAX_LENGTH = 64;
const SLEEP = 'sleep_duration';
const MS_PER_MINUTE = 60_000;

export const RECORD_MEMBERS: ReadonlySet<string> = new Set([
  'id',
  'type',
  'value',
  'unit',
  'startAt',
  'endAt',
  'localDate',
  'timeZone',
  'externalId',
  'source',
  'sourceDevice',
  'stage',
  'details',
]);

/** Checks an item that records: a sample, a bucket or a day total. Throws {@link ItemFault}. */
export function checkRecord(item: RawItem, id: string, impliedSource: string | null): RecordMutation {
  const name = optionalText(item, 'type', TYPE_MAX_LENGTH);
  if (name === null)
    throw new ItemFault('required', '/type', 'type is required: a metric code or HealthKit identifier');
  const checkedType = checkType(name);
  const { type, metric } = checkedType;
  const source = sourceOf(item, impliedSource);
  const externalId = optionalText(item, 'externalId', EXTERNAL_ID_MAX_LENGTH);
  const identity: CheckedIdentity =
    externalId === null
      ? { measurementId: id, recordKind: 'sample', day: null }
      : checkIdentity(source, checkedType, externalId);
  const { measurementId, recordKind, day } = identity;
  const { start, end } = intervalOf(item, recordKind);
  const timeZone = timeZoneOf(item);
  const stage = stageOf(item, type, recordKind);
  const { value, sentValue, sentUnit } = valueOf(item, { type, metric, recordKind, start, end });
  const content: Content = {
    value,
    startAt: start.at,
    startOffset: start.offset,
    endAt: end.at,
    endOffset: end.offset,
    localDate: localDateOf(item, day, start, timeZone, type),
    timeZone,
    sourceDevice: optionalText(item, 'sourceDevice', SOURCE_DEVICE_MAX_LENGTH),
    stage,
    details: detailsOf(item['details']),
  };
  const unit = metric?.unit ?? '';
  const of = { measurementId, recordKind, type, source, externalId };
  return { kind: 'record', id, ...of, content, unit, sentValue, sentUnit };
}

interface Interval {
  readonly start: InstantField;
  readonly end: InstantField;
}

function intervalOf(item: RawItem, recordKind: RecordKind): Interval {
  const start = optionalInstant(item, 'startAt');
  const end = optionalInstant(item, 'endAt');
  if (start.at === null && recordKind !== 'day_total') {
    throw new ItemFault('required', '/startAt', 'startAt is required: only a day total may go without');
  }
  if (start.at !== null && end.at !== null && end.at < start.at) {
    throw new ItemFault('invalid_interval', '/endAt', 'endAt must not be before startAt');
  }
  return { start, end };
}

interface ValueContext extends Interval {
  readonly type: string;
  readonly metric: Metric | undefined;
  readonly recordKind: RecordKind;
}

/** The canonical value, and the value as sent where its unit was another. A cleared record has none of them. */
function valueOf(
  item: RawItem,
  context: ValueContext,
): Pick<RecordMutation, 'sentValue' | 'sentUnit'> & Pick<Content, 'value'> {
  const { type, metric, recordKind } = context;
  const unit = optionalText(item, 'unit', NAME_MAX_LENGTH);
  const sent = item['value'];
  if (metric !== undefined) canonicalValue(metric, 0, unit);
  if (sent === undefined) {
    const value = segmentMinutes(context);
    return { value: metric === undefined ? value : inRange(metric, value), sentValue: null, sentUnit: null };
  }
  if (sent === null) {
    if (recordKind !== 'sample') return { value: null, sentValue: null, sentUnit: metric ? null : unit };
    const detail = 'only a stats: record can be cleared: retract a sample instead';
    throw new ItemFault('invalid_value', '/value', detail);
  }
  const value = finiteNumber(sent, 'value');
  if (metric === undefined) return { value: inCustomRange(type, value), sentValue: null, sentUnit: unit };
  const canonical = inRange(metric, canonicalValue(metric, value, unit));
  refuseOtherLength(context, canonical);
  const converted = unit !== null && unit !== metric.unit;
  return { value: canonical, sentValue: converted ? value : null, sentUnit: converted ? unit : null };
}

/** A sleep segment lasts from its start to its end; trackers round to whole minutes. */
function refuseOtherLength({ type, recordKind, start, end }: ValueContext, minutes: number): void {
  if (type !== SLEEP || recordKind === 'day_total' || start.at === null || end.at === null) return;
  const length = (end.at - start.at) / MS_PER_MINUTE;
  if (Math.abs(minutes - length) < 1) return;
  const detail = `a sleep segment of ${length} minutes cannot have another value: leave the value out`;
  throw new ItemFault('invalid_value', '/value', detail);
}

/** The minutes from start to end: a sleep segment may go without a value, and nothing else may. */
function segmentMinutes({ type, recordKind, start, end }: ValueContext): number {
  if (type !== SLEEP || recordKind === 'day_total') {
    throw new ItemFault('required', '/value', 'value is required');
  }
  if (start.at === null || end.at === null) {
    throw new ItemFault('required', '/endAt', 'a sleep segment without a value needs startAt and endAt');
  }
  return (end.at - start.at) / MS_PER_MINUTE;
}

function timeZoneOf(item: RawItem): string | null {
  const timeZone = optionalText(item, 'timeZone', NAME_MAX_LENGTH);
  if (timeZone === null || isTimeZone(timeZone)) return timeZone;
  throw new ItemFault('invalid_time_zone', '/timeZone', 'timeZone must be an IANA name, like Europe/Berlin');
}

function stageOf(item: RawItem, type: string, recordKind: RecordKind): SleepStage | null {
  const stage = optionalText(item, 'stage', NAME_MAX_LENGTH);
  if (type !== SLEEP || recordKind === 'day_total') {
    if (stage === null) return null;
    throw new ItemFault('unexpected_field', '/stage', 'stage belongs to a segment of sleep_duration');
  }
  if (stage === null)
    throw new ItemFault('required', '/stage', `a sleep segment needs a stage: ${SLEEP_STAGES.join(', ')}`);
  const known = SLEEP_STAGES.find((name) => name === stage);
  if (known === undefined)
    throw new ItemFault('invalid_value', '/stage', `stage must be one of ${SLEEP_STAGES.join(', ')}`);
  return known;
}

function localDateOf(
  item: RawItem,
  day: string | null,
  start: InstantField,
  timeZone: string | null,
  type: string,
): string | null {
  const localDate = optionalText(item, 'localDate', NAME_MAX_LENGTH);
  if (localDate !== null && !isRecordDate(localDate)) {
    throw new ItemFault(
      'invalid_date',
      '/localDate',
      'localDate must be a real calendar date of 1900 to 2200, like 2026-05-24',
    );
  }
  if (day !== null) {
    if (localDate === null || localDate === day) return day;
    throw new ItemFault(
      'external_id_mismatch',
      '/localDate',
      `localDate contradicts the day ${day} in externalId`,
    );
  }
  if (localDate !== null || start.at === null) return localDate;
  const offset = start.offset ?? 0;
  if (type === SLEEP) return timeZone === null ? nightAt(start.at, offset) : nightIn(start.at, timeZone);
  return timeZone === null ? localDateAt(start.at, offset) : localDateIn(start.at, timeZone);
}

import { isCalendarDate } from './calendar.js';
import { toCanonical } from './canonical-value.js';
import type { Content } from './content.js';
import {
  ItemFault,
  finiteNumber,
  optionalInstant,
  optionalText,
  sourceOf,
  type RawItem,
} from './item-fields.js';
import { isTimeZone, localDateAt, localDateIn, SLEEP_NIGHT_SHIFT_MS } from './local-day.js';
import type { Metric } from './metric.js';
import { findMetric, metricNames } from './metrics.js';
import type { RecordMutation } from './mutation.js';
import { externalRecordId } from './record-id.js';
import { parseStatsExternalId, type RecordKind } from './record-kind.js';
import { SLEEP_STAGES, type SleepStage } from './stage.js';

/** `stats:` + the longest HealthKit identifier + an instant, with room to spare. */
export const EXTERNAL_ID_MAX_LENGTH = 160;
/** `<name>, <model>, <hardware>, <software>` of a HealthKit device fits well. */
const SOURCE_DEVICE_MAX_LENGTH = 200;
/** Metadata, not a document store: a whole batch with full details still fits the body limit. */
const DETAILS_MAX_BYTES = 2048;
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

interface Identity {
  readonly recordKind: RecordKind;
  readonly externalId: string | null;
  readonly day: string | null;
}

/** Checks an item that records: a sample, a bucket or a day total. Throws {@link ItemFault}. */
export function checkRecord(item: RawItem, id: string, impliedSource: string | null): RecordMutation {
  const { type, metric } = typeOf(item);
  const source = sourceOf(item, impliedSource);
  const identity = identityOf(item, type, metric);
  const start = optionalInstant(item, 'startAt');
  const end = optionalInstant(item, 'endAt');
  if (start.at === null && identity.recordKind !== 'day_total') {
    throw new ItemFault('required', '/startAt', 'startAt is required: only a day total may go without');
  }
  if (start.at !== null && end.at !== null && end.at < start.at) {
    throw new ItemFault('invalid_interval', '/endAt', 'endAt must not be before startAt');
  }
  const timeZone = timeZoneOf(item);
  const stage = stageOf(item, type, identity.recordKind);
  const unit = optionalText(item, 'unit', NAME_MAX_LENGTH);
  const sent = sentValueOf(item, type, identity.recordKind, start.at, end.at);
  const canonical = canonicalOf(sent, unit, metric);
  const content: Content = {
    value: canonical,
    startAt: start.at,
    startOffset: start.offset,
    endAt: end.at,
    endOffset: end.offset,
    localDate: localDateOf(item, identity.day, start.at, start.offset, timeZone, type),
    timeZone,
    sourceDevice: optionalText(item, 'sourceDevice', SOURCE_DEVICE_MAX_LENGTH),
    stage,
    details: detailsOf(item),
  };
  const { recordKind, externalId, day } = identity;
  const converted = metric === undefined || canonical !== sent;
  return {
    kind: 'record',
    id,
    measurementId: externalId === null ? id : externalRecordId({ source, type, externalId, day }),
    recordKind,
    type,
    source,
    externalId,
    content,
    unit: metric?.unit ?? '',
    sentValue: metric !== undefined && converted ? sent : null,
    sentUnit: converted ? unit : null,
  };
}

function typeOf(item: RawItem): { type: string; metric: Metric | undefined } {
  const name = optionalText(item, 'type', NAME_MAX_LENGTH * 2);
  if (name === null)
    throw new ItemFault('required', '/type', 'type is required: a metric code or HealthKit identifier');
  const metric = findMetric(name);
  if (metric) return { type: metric.code, metric };
  if (name.startsWith('x_')) return { type: name, metric: undefined };
  const detail = `this server does not know the type ${name}: keep the item and send it again after an upgrade`;
  throw new ItemFault('unknown_type', '/type', detail);
}

function identityOf(item: RawItem, type: string, metric: Metric | undefined): Identity {
  const externalId = optionalText(item, 'externalId', EXTERNAL_ID_MAX_LENGTH);
  if (externalId === null) return { recordKind: 'sample', externalId, day: null };
  const stats = parseStatsExternalId(externalId);
  if (!stats) return { recordKind: 'sample', externalId, day: null };
  const { identifier, date } = stats;
  if (date !== null && !isCalendarDate(date)) {
    throw new ItemFault('invalid_date', '/externalId', 'externalId ends like a date, but there is no such day');
  }
  const ownNames = metric ? metricNames(metric) : [type];
  const another =
    date === null && findMetric(identifier) === undefined ? false : !ownNames.includes(identifier);
  if (another) {
    const detail = `the identifier ${identifier} in externalId is not a name of the type ${type}`;
    throw new ItemFault('external_id_mismatch', '/externalId', detail);
  }
  return { recordKind: date === null ? 'bucket' : 'day_total', externalId, day: date };
}

function sentValueOf(
  item: RawItem,
  type: string,
  recordKind: RecordKind,
  startAt: number | null,
  endAt: number | null,
): number | null {
  const value = item['value'];
  if (value === undefined && type === SLEEP && recordKind !== 'day_total') {
    if (startAt === null || endAt === null) {
      throw new ItemFault('required', '/endAt', 'a sleep segment needs startAt and endAt');
    }
    return (endAt - startAt) / MS_PER_MINUTE;
  }
  if (value === undefined) throw new ItemFault('required', '/value', 'value is required');
  if (value === null && recordKind !== 'sample') return null;
  if (value === null) {
    throw new ItemFault(
      'invalid_value',
      '/value',
      'only a stats: record can be cleared: retract a sample instead',
    );
  }
  return finiteNumber(value, 'value');
}

function canonicalOf(sent: number | null, unit: string | null, metric: Metric | undefined): number | null {
  if (sent === null || metric === undefined) {
    if (metric !== undefined) canonicalValue(metric, metric.range[0], unit);
    return sent;
  }
  return inRange(metric, canonicalValue(metric, sent, unit));
}

/** The value in the metric's canonical unit. Fault: `unit_not_accepted`. */
export function canonicalValue(metric: Metric, value: number, unit: string | null): number {
  const converted = toCanonical(metric, value, unit);
  if (converted.ok) return converted.value;
  const units = [
    metric.unit,
    ...Object.keys(metric.units).filter((accepted) => accepted !== metric.unit),
  ].join(', ');
  throw new ItemFault('unit_not_accepted', '/unit', `${metric.code} accepts the units ${units}`);
}

/** The value itself if it is plausible. Fault: `value_out_of_range`, with the range in the message. */
export function inRange(metric: Metric, value: number): number {
  const [lowest, highest] = metric.range;
  if (value >= lowest && value <= highest) return value;
  const unit = metric.unit === 'count' || metric.unit === '1' ? '' : ` ${metric.unit}`;
  const detail = `${metric.code} must be between ${lowest} and ${highest}${unit}`;
  throw new ItemFault('value_out_of_range', '/value', detail);
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
  startAt: number | null,
  startOffset: number | null,
  timeZone: string | null,
  type: string,
): string | null {
  const localDate = optionalText(item, 'localDate', NAME_MAX_LENGTH);
  if (localDate !== null && !isCalendarDate(localDate)) {
    throw new ItemFault(
      'invalid_date',
      '/localDate',
      'localDate must be a real calendar date, like 2026-05-24',
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
  if (localDate !== null || startAt === null) return localDate;
  const moment = type === SLEEP ? startAt + SLEEP_NIGHT_SHIFT_MS : startAt;
  return timeZone === null ? localDateAt(moment, startOffset ?? 0) : localDateIn(moment, timeZone);
}

function detailsOf(item: RawItem): string | null {
  const details = item['details'];
  if (details === undefined || details === null) return null;
  if (typeof details !== 'object' || Array.isArray(details)) {
    throw new ItemFault('invalid_type', '/details', 'details must be a JSON object');
  }
  const text = JSON.stringify(details);
  if (text.length > DETAILS_MAX_BYTES || new TextEncoder().encode(text).length > DETAILS_MAX_BYTES) {
    throw new ItemFault(
      'too_long',
      '/details',
      `details must have at most ${DETAILS_MAX_BYTES} bytes of JSON`,
    );
  }
  return text;
}

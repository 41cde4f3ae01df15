import { findMetric, isCalendarDate, isSleepStage, isSource, isTimeZone } from '@daybook/domain';
import { contentDigest, mutationIdOf, type ContentDigest } from '../content-digest.js';
import { cutText } from '../cut-text.js';
import type { ImportItem } from '../import-item.js';
import type { PrintedInstant } from '../printed-instant.js';
import { SLEEP } from '../sleep-code.js';
import type { FieldOf } from './columns.js';
import { readTime } from './local-clock.js';

/** What a table says where it says nothing. */
export interface TableDefaults {
  readonly timeZone: string;
  readonly exportedAtMs: number;
  /** Tables that separate by `;` or tabs write `72,5`. */
  readonly decimalComma: boolean;
}

/** An item, with what decides whether it is wanted and whether it stands in the table twice. */
export interface TableItem {
  readonly item: ImportItem;
  readonly digest: ContentDigest;
  readonly day: { readonly date: string } | { readonly startMs: number; readonly timeZone: string };
  /** Names the record that two rows of one table cannot both set; `null` of a sample. */
  readonly register: string | null;
}

/** Why a row makes no item. */
export class BadRow extends Error {}

const SOURCE = 'import';
const STATS = 'stats:';
const SOURCE_DEVICE_LIMIT = 200;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Makes the item of one row. Throws BadRow. */
export function itemOfRow(field: FieldOf, defaults: TableDefaults): TableItem {
  const { type, identifier } = typeOf(field('type'));
  const timeZone = timeZoneOf(field('timeZone'), defaults.timeZone);
  const { date, start, end } = timesOf(field, timeZone);
  const source = field('source').toLowerCase() || SOURCE;
  const isName: boolean = isSource(source);
  if (!isName) throw new BadRow(`${field('source')} is no source: write a lower-case name like garmin`);
  const externalId = field('externalId') || (start ? '' : `${STATS}${identifier}:${date}`);
  const isStats = externalId.startsWith(STATS);
  if (!start && !isStats) throw new BadRow('a row with an external_id of its own needs a start');
  const stage = stageOf(field('stage'));
  const value = valueOf(field('value'), defaults.decimalComma);
  if (value === undefined && !(type === SLEEP && start && end && stage)) throw new BadRow('it has no value');
  const fields: Omit<ImportItem, 'id'> = {
    type,
    source,
    ...(value !== undefined && { value }),
    ...(field('unit') !== '' && { unit: field('unit') }),
    ...(start && { startAt: start.iso, timeZone }),
    ...(end && { endAt: end.iso }),
    ...(start && date !== '' && { localDate: date }),
    ...(externalId !== '' && { externalId }),
    ...(field('sourceDevice') !== '' && {
      sourceDevice: cutText(field('sourceDevice'), SOURCE_DEVICE_LIMIT),
    }),
    ...(stage !== undefined && { stage }),
  };
  const digest = contentDigest(keyOf(fields, start, end, date));
  const register = isStats ? `${source} ${type} ${externalId.split(':').slice(2).join(':')}` : null;
  const exportedAtMs = exportedAtOf(field('exportedAt'), timeZone, defaults.exportedAtMs);
  const ms = start && !isStats ? start.ms : exportedAtMs;
  if (ms < 0) throw new BadRow('it is dated before 1970');
  const day = date === '' ? { startMs: start?.ms ?? 0, timeZone } : { date };
  return { item: { id: mutationIdOf(ms, digest), ...fields }, digest, day, register };
}

function keyOf(
  fields: Omit<ImportItem, 'id'>,
  start: PrintedInstant | null,
  end: PrintedInstant | null,
  date: string,
) {
  const { type, source, sourceDevice, value, unit, stage, externalId } = fields;
  return JSON.stringify([
    type,
    source,
    sourceDevice,
    start?.ms,
    end?.ms,
    date,
    value,
    unit,
    stage,
    externalId,
  ]);
}

function typeOf(name: string): { type: string; identifier: string } {
  if (name === '') throw new BadRow('it names no type');
  const metric = findMetric(name);
  if (metric) return { type: metric.code, identifier: metric.healthKit ?? metric.code };
  // Metrics of the subject's own: only the server knows them.
  if (name.startsWith('x_')) return { type: name, identifier: name };
  throw new BadRow(`there is no metric ${name}`);
}

function timeZoneOf(name: string, preset: string): string {
  if (name === '') return preset;
  const isZone: boolean = isTimeZone(name);
  if (isZone) return name;
  throw new BadRow(`${name} is no time zone: write one like Europe/Berlin`);
}

interface Times {
  /** The local day, or the empty text if only the start says it. */
  readonly date: string;
  readonly start: PrintedInstant | null;
  readonly end: PrintedInstant | null;
}

function timesOf(field: FieldOf, timeZone: string): Times {
  const date = field('date');
  const isDay: boolean = isCalendarDate(date);
  const startText = field('start') || (isDay ? '' : date);
  if (startText === '' && !isDay) throw new BadRow('it has neither a date nor a start');
  const start = startText === '' ? null : readTime(startText, timeZone);
  if (startText !== '' && !start)
    throw new BadRow(`${startText} is no date or time: write 2026-05-24 or 2026-05-24T08:00:00+02:00`);
  if (field('start') !== '' && date !== '' && !isDay)
    throw new BadRow(`${date} is no date: write it like 2026-05-24`);
  const end = field('end') === '' ? null : readTime(field('end'), timeZone);
  if (field('end') !== '' && !end)
    throw new BadRow(`${field('end')} is no time: write it like 2026-05-24T08:00:00+02:00`);
  return { date: isDay ? date : '', start, end };
}

function stageOf(text: string): ImportItem['stage'] {
  if (text === '') return undefined;
  const stage = text.toLowerCase();
  if (isSleepStage(stage)) return stage;
  throw new BadRow(`${text} is no sleep stage: write in_bed, awake, light, deep, rem or asleep`);
}

function valueOf(text: string, decimalComma: boolean): number | undefined {
  if (text === '') return undefined;
  const number = decimalComma ? text.replace(',', '.') : text;
  const value = NUMBER.test(number) ? Number(number) : NaN;
  if (Number.isFinite(value)) return value;
  throw new BadRow(`${text} is no number`);
}

function exportedAtOf(text: string, timeZone: string, preset: number): number {
  if (text === '') return preset;
  const moment = readTime(text, timeZone);
  if (moment) return moment.ms;
  throw new BadRow(`${text} is no moment of an export: write it like 2026-05-24T08:00:00Z`);
}

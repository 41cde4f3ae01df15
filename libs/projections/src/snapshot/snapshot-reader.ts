import { encodeCursor, encodeResume, type Entity, type Resume, type SnapshotPlace } from '@daybook/contract';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { readHead } from '../head/head.js';
import { READ_POOL } from '../read-pool.js';
import type { Connection } from '../read-rows.js';
import { countEntities } from '../sync-status/count-entities.js';
import { aggregateRows } from './aggregate-rows.js';
import { measurementRows } from './measurement-rows.js';
import { metricTypeRows } from './metric-type-rows.js';
import type { DayPlace, SnapshotRow } from './snapshot-row.js';

/** `entities: null` is every entity; `after` is a decoded and checked resume token, `null` for a new snapshot. */
export interface SnapshotWanted {
  readonly entities: readonly Entity[] | null;
  readonly after: Resume | null;
}

/** Lines are collected to pieces of this size: a socket write per line would cost more than reading it. */
const CHUNK_CHARACTERS = 64 * 1024;

const LAST_DAY = '9999-12-31';
const LOWEST_UUID = '00000000-0000-0000-0000-000000000000';
/** Codes are lower-case words and those of a subject's own begin with `x_`: none follows it, in any collation. */
const BEHIND_EVERY_CODE = 'zzzz';

/**
 * A subject's state as NDJSON: the head, the rows newest day first, the end.
 *
 * The cursor is taken before the first row, so that whatever changes while the slices are read is told again by the
 * changes from the cursor on. Each slice is a statement of its own: no snapshot of the database is held open while a
 * slow client reads.
 */
@Injectable()
export class SnapshotReader {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  /** @throws UnknownSubject */
  read(userId: string, wanted: SnapshotWanted): AsyncGenerator<string> {
    return readSnapshot(this.pool, userId, wanted);
  }
}

/** See {@link SnapshotReader}; yields pieces of the text, each of whole lines. */
export async function* readSnapshot(
  connection: Connection,
  userId: string,
  { entities, after }: SnapshotWanted,
): AsyncGenerator<string> {
  const cursor = after?.cursor ?? (await newCursor(connection, userId, entities));
  const cursorText = encodeCursor(cursor);
  const { entities: counts } = await countEntities(connection, userId);
  let chunk =
    JSON.stringify({ cursor: cursorText, seq: cursor.seq, total: totalOf(counts, entities) }) + '\n';
  let count = 0;
  for await (const { place, members } of rowsFrom(connection, userId, entities, after?.place ?? null)) {
    chunk += `{${members},"resume":"${encodeResume(cursorText, place)}"}\n`;
    count++;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}${JSON.stringify({ end: true, count })}\n`;
}

async function newCursor(connection: Connection, userId: string, entities: readonly Entity[] | null) {
  const { epoch, seq } = await readHead(connection, userId);
  return { userId, epoch, seq, entities, floor: 0 };
}

function totalOf(
  counts: Readonly<Partial<Record<Entity, number>>>,
  entities: readonly Entity[] | null,
): number {
  const wanted = entities ?? (Object.keys(counts) as Entity[]);
  return wanted.reduce((sum, entity) => sum + (counts[entity] ?? 0), 0);
}

/** First the metrics of the subject's own, then day by day the aggregates and the measurements. */
async function* rowsFrom(
  connection: Connection,
  userId: string,
  entities: readonly Entity[] | null,
  place: SnapshotPlace | null,
): AsyncGenerator<SnapshotRow> {
  const wants = (entity: Entity): boolean => entities === null || entities.includes(entity);
  const begins = place === null || place.entity === 'metric_type';
  if (begins && wants('metric_type')) yield* metricTypeRows(connection, userId, place?.id ?? '');
  const aggregates = wants('daily_aggregate') && aggregateRows(connection, userId, aggregatesFrom(place));
  const measurements = wants('measurement') && measurementRows(connection, userId, measurementsFrom(place));
  yield* byDay(aggregates || noRows(), measurements || noRows());
}

function aggregatesFrom(place: SnapshotPlace | null): DayPlace {
  if (place?.date == null) return { date: LAST_DAY, key: '' };
  if (place.entity === 'measurement') return { date: place.date, key: BEHIND_EVERY_CODE };
  return { date: place.date, key: place.id.slice(place.date.length + 1) };
}

/** The measurements of a day come behind all its aggregates. */
function measurementsFrom(place: SnapshotPlace | null): DayPlace {
  if (place?.date == null) return { date: LAST_DAY, key: LOWEST_UUID };
  return { date: place.date, key: place.entity === 'measurement' ? place.id : LOWEST_UUID };
}

async function* noRows(): AsyncGenerator<SnapshotRow> {}

/** Two streams, each newest day first, as one; of a day the rows of `first` come first. */
async function* byDay(
  first: AsyncGenerator<SnapshotRow>,
  second: AsyncGenerator<SnapshotRow>,
): AsyncGenerator<SnapshotRow> {
  let [a, b] = [await first.next(), await second.next()];
  while (!a.done || !b.done) {
    if (!a.done && (b.done || dateOf(a.value) >= dateOf(b.value))) {
      yield a.value;
      a = await first.next();
    } else if (!b.done) {
      yield b.value;
      b = await second.next();
    }
  }
}

function dateOf({ place }: SnapshotRow): string {
  return place.date ?? LAST_DAY;
}

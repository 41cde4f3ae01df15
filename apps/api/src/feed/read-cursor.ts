import { decodeCursor, isEntity, sameEntities, type Cursor, type Entity } from '@daybook/contract';
import { ProblemError, invalidParameter } from '../problem/problem-error.js';

/** The entities of `entities=measurement,daily_aggregate`; `null`, every entity, when the parameter is absent. */
export function readEntities(text: string | undefined): readonly Entity[] | null {
  if (text === undefined) return null;
  const names = text.split(',');
  if (names.every(isEntity)) return names;
  const detail =
    'entities is a list of measurement, daily_aggregate, metric_type and grant, divided by commas';
  throw invalidParameter('entities', 'invalid_value', detail);
}

/**
 * The cursor of a request. Without `entities` its own filter goes on; with another set it is refused, because a
 * position means nothing under another filter.
 *
 * @throws ProblemError `invalid_cursor` for garbage, for another subject's, and for another filter's
 */
export function readCursor(text: string, userId: string, entities: readonly Entity[] | null): Cursor {
  const cursor = decodeCursor(text);
  if (cursor?.userId !== userId) {
    throw new ProblemError('invalid_cursor', 'the cursor is none of this subject: begin without one');
  }
  if (entities !== null && !sameEntities(entities, cursor.entities)) {
    throw new ProblemError(
      'invalid_cursor',
      'the cursor is bound to another set of entities: begin without one',
    );
  }
  return cursor;
}

/** Where a feed stands: of the same statement as the rows that are answered. */
export interface FeedFacts {
  readonly epoch: string;
  readonly headSeq: number;
  readonly floor: number;
}

/**
 * Whether a cursor can no longer be followed without missing something: another incarnation of the log, a position
 * that this log never reached, or a tombstone that was removed before the holder could see it. Who began at the
 * beginning holds nothing that a tombstone removed before that moment could name (log-and-feed.md, "The feed").
 */
export function isExpired(cursor: Cursor, { epoch, headSeq, floor }: FeedFacts): boolean {
  return cursor.epoch !== epoch || cursor.seq > headSeq || (cursor.seq < floor && cursor.floor < floor);
}

export function refuseExpired(cursor: Cursor, facts: FeedFacts): void {
  if (!isExpired(cursor, facts)) return;
  const detail = 'the feed no longer holds what follows this cursor: throw the copy away and take a snapshot';
  throw new ProblemError('cursor_expired', detail);
}

import { checkItem, decideMeasurement, emptySubjectState, foldEvent } from '@daybook/domain';
import {
  AGGREGATE_COLUMNS,
  CHANGE_COLUMNS,
  columnLiterals,
  columnNames,
  columnValues,
  COMMIT_COLUMNS,
  decideGroup,
  EVENT_COLUMNS,
  MEASUREMENT_COLUMNS,
  unnest,
  type Column,
  type Head,
  type WriteRows,
} from '@daybook/event-log';
import type { BenchItem } from './phone-batches.js';

/** The rows that one subject's batches come to, decided beforehand: what the bare inserts insert. */
export function bareRows(userId: string, batches: readonly (readonly BenchItem[])[]): WriteRows[] {
  const state = emptySubjectState('whole');
  const origin = {
    userId,
    actorId: userId,
    deviceId: null,
    deviceKind: null,
    requestId: 'bench',
    reason: null,
  };
  let head: Head = {
    userId,
    streamId: userId,
    version: 0,
    seq: 0,
    epoch: userId,
    headHash: null,
    digests: {},
    lastRecordedAt: 0,
    now: Date.now(),
  };
  return batches.map((items) => {
    const command = {
      origin,
      needs: [],
      contestedDays: 'untouched' as const,
      ownMetrics: 'named' as const,
      decide: (_: unknown, draft: Parameters<typeof foldEvent>[1]) => {
        for (const item of items) {
          const decision = decideMeasurement(state, checkItem(item, Date.now(), null));
          if ('event' in decision) foldEvent(state, draft, decision.event);
        }
      },
    };
    const { rows } = decideGroup([command], new Map([[userId, { head, state }]]));
    head = rows.heads[0]?.after ?? head;
    return rows;
  });
}

function insert(table: string, columns: readonly Column<never>[], first: number, conflict: string): string {
  const source = unnest(columns, 'i', first);
  return `insert into ${table} (${columnNames(columns)}) select ${columnValues(columns, 'i')} from ${source} ${conflict}`;
}

const AFTER_COMMITS = 1 + COMMIT_COLUMNS.length;
const AFTER_EVENTS = AFTER_COMMITS + EVENT_COLUMNS.length;
const AFTER_MEASUREMENTS = AFTER_EVENTS + MEASUREMENT_COLUMNS.length;
const AFTER_AGGREGATES = AFTER_MEASUREMENTS + AGGREGATE_COLUMNS.length;

/**
 * The physical limit: the same rows into the same tables with the same indexes, in one statement, with nothing
 * read, nothing checked and no lock.
 */
export const BARE_INSERT_SQL = `with c as (${insert('commits', COMMIT_COLUMNS, 1, '')}),
e as (${insert('events', EVENT_COLUMNS, AFTER_COMMITS, '')}),
m as (${insert('measurements', MEASUREMENT_COLUMNS, AFTER_EVENTS, 'on conflict (user_id, id) do update set value = excluded.value, revision = excluded.revision')}),
a as (${insert('daily_aggregates', AGGREGATE_COLUMNS, AFTER_MEASUREMENTS, 'on conflict (user_id, local_date, metric) do update set value = excluded.value, contributions = excluded.contributions, payload = excluded.payload, revision = excluded.revision')})
${insert('change_log', CHANGE_COLUMNS, AFTER_AGGREGATES, '')}`;

export function bareParameters(rows: WriteRows): string[] {
  return [
    ...columnLiterals(COMMIT_COLUMNS, rows.commits),
    ...columnLiterals(EVENT_COLUMNS, rows.events),
    ...columnLiterals(MEASUREMENT_COLUMNS, rows.measurements),
    ...columnLiterals(AGGREGATE_COLUMNS, rows.aggregates),
    ...columnLiterals(CHANGE_COLUMNS, rows.changes),
  ];
}

import { columnLiterals, columnNames, columnValues, unnest, type Column } from './column.js';
import type { WriteRows } from './log-rows.js';
import {
  AGGREGATE_COLUMNS,
  CHANGE_COLUMNS,
  COMMIT_COLUMNS,
  EVENT_COLUMNS,
  HEAD_COLUMNS,
  MEASUREMENT_COLUMNS,
  METRIC_TYPE_COLUMNS,
  SOURCE_ORDER_COLUMNS,
} from './write-columns.js';

/** Further off the database's clock, a commit's stamp is refused and the command decided again: an `asOf` older than twice this is settled. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** Numbers the parameters of the statement's parts as they are written down. */
class Parameters {
  #next = 1;

  unnest(columns: readonly Column<never>[], alias: string): string {
    const text = unnest(columns, alias, this.#next);
    this.#next += columns.length;
    return text;
  }
}

function insert(
  table: string,
  columns: readonly Column<never>[],
  parameters: Parameters,
  order: string,
): string {
  return `insert into ${table} (${columnNames(columns)})
  select ${columnValues(columns, 'i')}
  from ${parameters.unnest(columns, 'i')} join head h on h.user_id = i.user_id ${order}`;
}

function overwrite(columns: readonly Column<never>[], key: readonly string[]): string {
  const rest = columns.filter(({ name }) => !key.includes(name));
  const sets = rest.map(({ name }) => `${name} = excluded.${name}`);
  return `on conflict (${key.join(', ')}) do update set ${sets.join(', ')}`;
}

/**
 * WRITE: one statement, one transaction, for all commands of a group.
 *
 * A head is locked only if its version and seq are still those that READ saw; the locks are taken in the order of
 * the users, so that groups of two processes cannot deadlock; and every insert joins `head`, so that nothing is
 * written for a subject whose head moved and no insert runs before the lock. A subject that lost the race is
 * missing in the answer. PostgreSQL re-checks the condition on the newest row after a lock wait (READ COMMITTED),
 * which is what makes a decision on a snapshot safe. 0.86 of the speed of the bare inserts at 100 items.
 */
export const WRITE_SQL = writeSql(new Parameters());

function writeSql(parameters: Parameters): string {
  return `with want as (
  select * from ${parameters.unnest(HEAD_COLUMNS, 'w')}
), locked as materialized (
  select s.user_id from user_streams s join want w on s.user_id = w.user_id and s.version = w.version and s.seq = w.seq
  where abs(extract(epoch from clock_timestamp() - w.recorded_at)) <= ${CLOCK_TOLERANCE_SECONDS}
  order by s.user_id for update of s
), head as (
  update user_streams s set version = w.new_version, seq = w.new_seq, head_hash = w.head_hash,
    digests = w.digests::json, last_recorded_at = w.recorded_at
  from locked l join want w on w.user_id = l.user_id where s.user_id = l.user_id
  returning s.user_id
), new_commits as (
  ${insert('commits', COMMIT_COLUMNS, parameters, '')}
), new_events as (
  ${insert('events', EVENT_COLUMNS, parameters, 'order by i.user_id, i.version')}
), new_measurements as (
  ${insert('measurements', MEASUREMENT_COLUMNS, parameters, '')}
  ${overwrite(MEASUREMENT_COLUMNS, ['user_id', 'id'])}
), new_aggregates as (
  ${insert('daily_aggregates', AGGREGATE_COLUMNS, parameters, '')}
  ${overwrite(AGGREGATE_COLUMNS, ['user_id', 'local_date', 'metric'])}
), new_changes as (
  ${insert('change_log', CHANGE_COLUMNS, parameters, 'order by i.user_id, i.seq')}
), new_metric_types as (
  ${insert('metric_types', METRIC_TYPE_COLUMNS, parameters, '')}
), new_source_orders as (
  ${insert('source_orders', SOURCE_ORDER_COLUMNS, parameters, '')}
  ${overwrite(SOURCE_ORDER_COLUMNS, ['user_id'])}
)
select user_id from head`;
}

/** The parameters of {@link WRITE_SQL}, in its order. */
export function writeParameters(rows: WriteRows): string[] {
  return [
    ...columnLiterals(HEAD_COLUMNS, rows.heads),
    ...columnLiterals(COMMIT_COLUMNS, rows.commits),
    ...columnLiterals(EVENT_COLUMNS, rows.events),
    ...columnLiterals(MEASUREMENT_COLUMNS, rows.measurements),
    ...columnLiterals(AGGREGATE_COLUMNS, rows.aggregates),
    ...columnLiterals(CHANGE_COLUMNS, rows.changes),
    ...columnLiterals(METRIC_TYPE_COLUMNS, rows.metrics),
    ...columnLiterals(SOURCE_ORDER_COLUMNS, rows.sourceOrders),
  ];
}

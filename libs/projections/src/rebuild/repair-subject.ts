import type { EntityChange } from '@daybook/domain';
import {
  AGGREGATE_COLUMNS,
  MEASUREMENT_COLUMNS,
  METRIC_TYPE_COLUMNS,
  payloadOf,
  SOURCE_ORDER_COLUMNS,
} from '@daybook/event-log';
import type { Pool, PoolClient } from 'pg';
import type { Difference, ProjectionTable } from './difference.js';
import { digestsOf, entitiesOf } from './entities-of-state.js';
import { foldStream, type FoldedStream } from './fold-stream.js';
import { repairTable, type RepairableTable } from './repair-table.js';

const MEASUREMENTS = { name: 'measurements', key: 't.id::text', columns: MEASUREMENT_COLUMNS };
const AGGREGATES = {
  name: 'daily_aggregates',
  key: `t.local_date || '/' || t.metric`,
  columns: AGGREGATE_COLUMNS,
};
const METRIC_TYPES = { name: 'metric_types', key: 't.code', columns: METRIC_TYPE_COLUMNS };
const SOURCE_ORDERS = { name: 'source_orders', key: `''`, columns: SOURCE_ORDER_COLUMNS };

const LOCK_HEAD = 'select s.seq::float8 as seq from user_streams s where s.user_id = $1 for update';

const FORGET_CHANGES = `
delete from change_log c using unnest($2::text[], $3::text[]) i(entity, id)
where c.user_id = $1 and c.entity = i.entity and c.entity_id = i.id`;

/** `at` is the moment of the repair, in whole milliseconds like every instant of the feed; no device wrote it. */
const APPEND_CHANGES = `
insert into change_log (user_id, seq, entity, entity_id, op, revision, payload, at)
select $1, $2 + i.n, i.entity, i.id, i.op, i.revision, i.payload::json, date_trunc('milliseconds', clock_timestamp())
from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[]) with ordinality i(entity, id, op, revision, payload, n)`;

/** A wrong row usually had the right revision, and no replica would give it up: all of them take a snapshot. */
const MOVE_HEAD = `
update user_streams s set seq = s.seq + $2, digests = $3, epoch = gen_random_uuid() where s.user_id = $1`;

/**
 * Puts the differing rows of one subject right, in one transaction under the lock of the head: commands of the subject
 * wait meanwhile. Commits that landed since the fold are folded in first. In the feed one row takes the place of
 * whatever it said of a differing entity, and the subject gets a new epoch.
 */
export async function repairSubject(
  ownerPool: Pool,
  userId: string,
  folded: FoldedStream,
  differences: readonly Difference[],
): Promise<void> {
  const client = await ownerPool.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    const { rows } = await client.query<{ seq: number }>(LOCK_HEAD, [userId]);
    await foldStream(client, userId, folded);
    await repairTables(client, userId, folded, differences);
    const names = namesOf(differences);
    const told = changesOf(folded, names);
    await client.query(FORGET_CHANGES, [userId, ...namesInColumns(names)]);
    await client.query(APPEND_CHANGES, [userId, rows[0]?.seq ?? 0, ...changesInColumns(told)]);
    await client.query(MOVE_HEAD, [userId, told.length, JSON.stringify(digestsOf(folded.state))]);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function repairTables(
  client: PoolClient,
  userId: string,
  { state }: FoldedStream,
  differences: readonly Difference[],
): Promise<void> {
  const put = <Row>(
    table: RepairableTable<Row>,
    row: (key: string) => Row | null | undefined,
  ): Promise<void> => {
    const keys = differences.filter((difference) => difference.table === table.name).map(({ key }) => key);
    return repairTable(client, table, userId, keys, row);
  };
  await put(MEASUREMENTS, (id) => state.measurements.get(id));
  await put(AGGREGATES, (key) => state.days.get(key)?.aggregate);
  await put(METRIC_TYPES, (code) => state.metrics.get(code));
  await put(SOURCE_ORDERS, () => state.sourceOrder);
}

const ENTITY_OF_TABLE: Readonly<Partial<Record<ProjectionTable, EntityChange['entity']>>> = {
  measurements: 'measurement',
  daily_aggregates: 'daily_aggregate',
  metric_types: 'metric_type',
};

/** The differing entities, as `<entity>/<id>`. */
function namesOf(differences: readonly Difference[]): Set<string> {
  const names = differences.flatMap(({ table, key }) => {
    if (table === 'change_log') return [key];
    const entity = ENTITY_OF_TABLE[table];
    return entity === undefined ? [] : [`${entity}/${key}`];
  });
  return new Set(names);
}

/** What the feed has to say of these entities: of those that the log does not know, nothing. */
function changesOf({ state }: FoldedStream, names: ReadonlySet<string>): EntityChange[] {
  return [...entitiesOf(state)].filter(({ entity, id }) => names.has(`${entity}/${id}`));
}

function namesInColumns(names: ReadonlySet<string>): string[][] {
  const slashes = [...names].map((name) => [name, name.indexOf('/')] as const);
  return [slashes.map(([name, at]) => name.slice(0, at)), slashes.map(([name, at]) => name.slice(at + 1))];
}

function changesInColumns(changes: readonly EntityChange[]): unknown[] {
  return [
    changes.map(({ entity }) => entity),
    changes.map(({ id }) => id),
    changes.map(({ op }) => op),
    changes.map(({ revision }) => revision),
    changes.map(payloadOf),
  ];
}

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

/** `at` is the moment of the repair, in whole milliseconds like every instant of the feed; no device wrote it. */
const APPEND_CHANGES = `
insert into change_log (user_id, seq, entity, entity_id, op, revision, payload, at)
select $1, $2 + i.n, i.entity, i.id, i.op, i.revision, i.payload::json, date_trunc('milliseconds', clock_timestamp())
from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[]) with ordinality i(entity, id, op, revision, payload, n)`;

const MOVE_HEAD = 'update user_streams s set seq = s.seq + $2, digests = $3 where s.user_id = $1';

/** A change as it is told: everything of it but where. */
interface ToldChange {
  readonly entity: string;
  readonly id: string;
  readonly op: string;
  readonly revision: number;
  readonly payload: string | null;
}

/**
 * Puts the differing rows of one subject right and tells of them in the feed, in one transaction under the lock of
 * the head: commands of the subject wait meanwhile. Commits that landed since the fold are folded in first.
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
    const told = changesOf(folded, differences);
    await client.query(APPEND_CHANGES, [userId, rows[0]?.seq ?? 0, ...columnsOf(told)]);
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

/** What the feed has to say of the differing entities: their state, or that they never were. */
function changesOf({ state }: FoldedStream, differences: readonly Difference[]): ToldChange[] {
  const known = new Map([...entitiesOf(state)].map((change) => [`${change.entity}/${change.id}`, change]));
  const told = new Map<string, ToldChange>();
  for (const { table, key, found } of differences) {
    const entity = ENTITY_OF_TABLE[table];
    const name = table === 'change_log' ? key : `${entity ?? ''}/${key}`;
    if (table !== 'change_log' && entity === undefined) continue;
    const change = known.get(name);
    if (change) told.set(name, { ...change, payload: payloadOf(change) });
    else if (found !== null) told.set(name, tombstoneOf(name, found, told.get(name)));
  }
  return [...told.values()];
}

/** Its revision is above every one that was told, so that no replica takes it for old. */
function tombstoneOf(name: string, found: unknown, other: ToldChange | undefined): ToldChange {
  const slash = name.indexOf('/');
  const revision = ((found as { revision?: number }).revision ?? 0) + 1;
  return {
    entity: name.slice(0, slash),
    id: name.slice(slash + 1),
    op: 'delete',
    revision: Math.max(revision, other?.revision ?? 0),
    payload: null,
  };
}

function columnsOf(told: readonly ToldChange[]): unknown[] {
  return [
    told.map(({ entity }) => entity),
    told.map(({ id }) => id),
    told.map(({ op }) => op),
    told.map(({ revision }) => revision),
    told.map(({ payload }) => payload),
  ];
}

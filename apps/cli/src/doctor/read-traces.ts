import type { Pool } from 'pg';

/** Per subject one probe of the index on (user_id, mutation_id): no scan of the log. */
const READ_EVENTS = `
select e.user_id, e.version, e.type, e.measurement_id, e.metric, e.value, e.unit, e.source, e.local_date,
  e.previous_local_date, coalesce(e.superseded, false) as superseded,
  c.commit_id, c.first_version, c.last_version, c.recorded_at, c.actor_id, c.device_id, c.request_id
from user_streams s
cross join lateral (select * from events o where o.user_id = s.user_id and o.mutation_id = $1 offset 0) e
cross join lateral (
  select * from commits k where k.user_id = e.user_id and k.last_version >= e.version order by k.last_version limit 1
) c
order by e.user_id`;

const READ_RECORD = `
select m.state, m.revision, m.value, m.unit, m.mutation_id, m.updated_at
from measurements m where m.user_id = $1 and m.id = $2`;

const READ_REVISIONS = `
select e.version, e.type, e.mutation_id, e.value, coalesce(e.superseded, false) as superseded
from events e where e.user_id = $1 and e.measurement_id = $2 order by e.mutation_id`;

/** Compaction may have taken rows that a newer one overtook. */
const READ_CHANGES = `
select c.seq, c.entity, c.entity_id, c.op, c.revision, c.at
from change_log c where c.user_id = $1 and c.entity_id = any($2) order by c.seq`;

interface EventRow {
  readonly user_id: string;
  readonly version: number;
  readonly type: string;
  readonly measurement_id: string | null;
  readonly metric: string | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly source: string | null;
  readonly local_date: string | null;
  readonly previous_local_date: string | null;
  readonly superseded: boolean;
  readonly commit_id: string;
  readonly first_version: number;
  readonly last_version: number;
  readonly recorded_at: number;
  readonly actor_id: string | null;
  readonly device_id: string | null;
  readonly request_id: string | null;
}

interface RecordRow {
  readonly state: string;
  readonly revision: number;
  readonly value: number | null;
  readonly unit: string | null;
  readonly mutation_id: string;
  readonly updated_at: number;
}

interface RevisionRow {
  readonly version: number;
  readonly type: string;
  readonly mutation_id: string;
  readonly value: number | null;
  readonly superseded: boolean;
}

interface ChangeRow {
  readonly seq: number;
  readonly entity: string;
  readonly entity_id: string;
  readonly op: string;
  readonly revision: number;
  readonly at: number;
}

/** Everything that is known of one accepted mutation in one subject's log. */
export type Trace = Awaited<ReturnType<typeof traceOf>>;

export async function readTraces(pool: Pool, mutationId: string): Promise<Trace[]> {
  const { rows } = await pool.query<EventRow>(READ_EVENTS, [mutationId]);
  return Promise.all(rows.map((row) => traceOf(pool, row)));
}

async function traceOf(pool: Pool, row: EventRow) {
  const { user_id: userId, measurement_id: id } = row;
  const [record] = (await pool.query<RecordRow>(READ_RECORD, [userId, id])).rows;
  const revisions = (await pool.query<RevisionRow>(READ_REVISIONS, [userId, id])).rows;
  const changes = (await pool.query<ChangeRow>(READ_CHANGES, [userId, entitiesOf(row)])).rows;
  return {
    subject: userId,
    commit: {
      commitId: row.commit_id,
      firstVersion: row.first_version,
      lastVersion: row.last_version,
      recordedAt: isoText(row.recorded_at),
      actor: row.actor_id,
      device: row.device_id,
      requestId: row.request_id,
    },
    event: {
      version: row.version,
      type: row.type,
      metric: row.metric,
      value: row.value,
      unit: row.unit,
      source: row.source,
      localDate: row.local_date,
      superseded: row.superseded,
    },
    record: record === undefined ? null : recordOf(id, record),
    revisions: revisions.map(({ mutation_id: mutationId, ...revision }) => ({ mutationId, ...revision })),
    changes: changes.map(({ entity_id: entityId, at, ...change }) => ({
      ...change,
      id: entityId,
      at: isoText(at),
      // A commit's changes carry its very moment.
      ofThisCommit: at === row.recorded_at,
    })),
  };
}

function recordOf(id: string | null, row: RecordRow) {
  const { state, revision, value, unit, mutation_id: mutationId, updated_at: updatedAt } = row;
  return { id, state, revision, value, unit, mutationId, updatedAt: isoText(updatedAt) };
}

/** The record and the days that the event can have changed. */
function entitiesOf({
  measurement_id: id,
  metric,
  local_date: day,
  previous_local_date: left,
}: EventRow): string[] {
  const days = [day, left].flatMap((date) => (date === null || metric === null ? [] : [`${date}/${metric}`]));
  return id === null ? days : [id, ...days];
}

function isoText(ms: number): string {
  return new Date(ms).toISOString();
}

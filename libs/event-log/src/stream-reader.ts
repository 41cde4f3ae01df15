import type { Pool, PoolClient } from 'pg';
import type { LogEvent } from '@daybook/domain';
import { EVENT_JSON, eventFromJson } from './row-json.js';

/** A commit as it stands in the log, with its events in order. Erased content is `null`. */
export interface StoredCommit {
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly commitId: string;
  readonly actorId: string | null;
  readonly deviceId: string | null;
  readonly requestId: string | null;
  readonly reason: string | null;
  /** Unix milliseconds; a fraction would mean that somebody changed the row. */
  readonly recordedAt: number;
  readonly salt: Uint8Array | null;
  readonly contentHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly previousHash: Uint8Array | null;
  readonly events: readonly StoredEvent[];
}

/** An event as stored, with its place in the stream and in the global order. */
export interface StoredEvent {
  readonly version: number;
  readonly txid: string;
  readonly position: number;
  readonly event: LogEvent;
}

/** Commits read at once: a slice of 500-item batches stays far below the statement's time limit. */
const COMMITS_PER_SLICE = 200;

const COMMITS_SQL = `
select c.first_version, c.last_version, c.commit_id, c.actor_id, c.device_id, c.request_id, c.reason,
  (extract(epoch from c.recorded_at) * 1000)::float8 as recorded_at, c.salt, c.content_hash, c.hash, c.previous_hash
from commits c where c.user_id = $1 and c.last_version > $2 order by c.last_version limit ${COMMITS_PER_SLICE}`;

const EVENTS_SQL = `
select e.version, e.txid::text as txid, e.position, ${EVENT_JSON} as event
from events e where e.user_id = $1 and e.version > $2 and e.version <= $3 order by e.version`;

interface CommitColumns {
  first_version: number | string;
  last_version: number | string;
  commit_id: string;
  actor_id: string | null;
  device_id: string | null;
  request_id: string | null;
  reason: string | null;
  recorded_at: number;
  salt: Uint8Array | null;
  content_hash: Uint8Array;
  hash: Uint8Array;
  previous_hash: Uint8Array | null;
}

interface EventColumns {
  version: number | string;
  txid: string;
  position: number | string;
  event: string;
}

/**
 * The commits of one subject in order, read in slices: auditors, rebuilds and questions about the past all fold
 * this. Within one connection in a repeatable-read transaction it is one moment's stream.
 */
export async function* readStream(
  connection: Pool | PoolClient,
  userId: string,
  afterVersion = 0,
): AsyncGenerator<StoredCommit> {
  let from = afterVersion;
  for (;;) {
    const commits = await connection.query<CommitColumns>(COMMITS_SQL, [userId, from]);
    const last = commits.rows.at(-1);
    if (!last) return;
    const to = Number(last.last_version);
    const { rows } = await connection.query<EventColumns>(EVENTS_SQL, [userId, from, to]);
    let next = 0;
    for (const commit of commits.rows) {
      const lastVersion = Number(commit.last_version);
      const events: StoredEvent[] = [];
      for (let row = rows[next]; row && Number(row.version) <= lastVersion; row = rows[++next]) {
        events.push(storedEvent(row));
      }
      yield storedCommit(commit, lastVersion, events);
    }
    from = to;
  }
}

function storedEvent({ version, txid, position, event }: EventColumns): StoredEvent {
  return { version: Number(version), txid, position: Number(position), event: eventFromJson(event) };
}

function storedCommit(row: CommitColumns, lastVersion: number, events: readonly StoredEvent[]): StoredCommit {
  return {
    firstVersion: Number(row.first_version),
    lastVersion,
    commitId: row.commit_id,
    actorId: row.actor_id,
    deviceId: row.device_id,
    requestId: row.request_id,
    reason: row.reason,
    recordedAt: row.recorded_at,
    salt: row.salt,
    contentHash: row.content_hash,
    hash: row.hash,
    previousHash: row.previous_hash,
    events,
  };
}

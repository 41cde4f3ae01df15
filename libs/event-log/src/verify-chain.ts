import type { Pool, PoolClient } from 'pg';
import { commitFault, sameBytes } from './commit-fault.js';
import { readStream, type StoredCommit, type StoredEvent } from './stream-reader.js';

/** The first thing wrong with a chain: which commit, and what. */
export interface ChainFault {
  readonly version: number;
  readonly commitId: string | null;
  readonly fault: string;
}

export interface ChainReport {
  readonly userId: string;
  readonly commits: number;
  readonly events: number;
  readonly fault: ChainFault | null;
}

interface HeadColumns {
  stream_id: string;
  version: number | string;
  head_hash: Uint8Array | null;
}

const HEAD_SQL = 'select stream_id, version, head_hash from user_streams where user_id = $1';

/**
 * Walks the chain of one subject against what is stored, commit by commit, and stops at the first fault. It only
 * reads.
 */
export async function verifyChain(connection: Pool | PoolClient, userId: string): Promise<ChainReport> {
  const head = (await connection.query<HeadColumns>(HEAD_SQL, [userId])).rows[0];
  if (!head) return report(userId, 0, 0, { version: 0, commitId: null, fault: 'the subject has no stream' });
  let commits = 0;
  let events = 0;
  let previous: StoredCommit | null = null;
  for await (const commit of readStream(connection, userId)) {
    if (commit.firstVersion > Number(head.version)) break;
    const fault = faultOf(head.stream_id, commit, previous);
    if (fault !== null) {
      return report(userId, commits, events, {
        version: commit.firstVersion,
        commitId: commit.commitId,
        fault,
      });
    }
    commits += 1;
    events += commit.events.length;
    previous = commit;
  }
  return report(userId, commits, events, headFault(head, previous));
}

function report(userId: string, commits: number, events: number, fault: ChainFault | null): ChainReport {
  return { userId, commits, events, fault };
}

function headFault(head: HeadColumns, last: StoredCommit | null): ChainFault | null {
  const version = Number(head.version);
  if ((last?.lastVersion ?? 0) !== version) {
    return {
      version,
      commitId: null,
      fault: `the head is at version ${version}, the log ends at ${last?.lastVersion ?? 0}`,
    };
  }
  if (sameBytes(head.head_hash, last?.hash ?? null)) return null;
  return {
    version,
    commitId: last?.commitId ?? null,
    fault: 'the head names another hash than the last commit',
  };
}

function faultOf(streamId: string, commit: StoredCommit, previous: StoredCommit | null): string | null {
  const fault = commitFault(streamId, commit, previous);
  if (fault !== null || inGlobalOrder(previous?.events.at(-1), commit.events)) return fault;
  return 'its place in the global order contradicts its versions';
}

/** (txid, position) lies outside the hashes; that it agrees with `version` is checked instead. */
function inGlobalOrder(before: StoredEvent | undefined, events: readonly StoredEvent[]): boolean {
  let last = before;
  for (const event of events) {
    if (last) {
      const [a, b] = [BigInt(last.txid), BigInt(event.txid)];
      if (a > b || (a === b && last.position >= event.position)) return false;
    }
    last = event;
  }
  return true;
}

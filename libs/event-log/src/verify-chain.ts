import type { Pool, PoolClient } from 'pg';
import { commitHash, contentHash } from './commit-hash.js';
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
 * reads, and shares nothing with the writer but the canonical form.
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
  const { firstVersion, lastVersion, commitId, recordedAt, salt, events } = commit;
  if (firstVersion !== (previous?.lastVersion ?? 0) + 1)
    return 'its versions do not follow those of the commit before';
  if (events.length !== lastVersion - firstVersion + 1) return 'it lacks events, or has too many';
  if (events.some(({ version }, i) => version !== firstVersion + i))
    return 'the versions of its events have a gap';
  if (!sameBytes(commit.previousHash, previous?.hash ?? null))
    return 'it does not name the hash of the commit before';
  if (previous && recordedAt < previous.recordedAt) return 'it was recorded before the commit before it';
  if (!inGlobalOrder(previous?.events.at(-1), events))
    return 'its place in the global order contradicts its versions';
  const facts = events.map(({ event }) => event);
  if (salt !== null) {
    const { actorId, deviceId, requestId, reason } = commit;
    const content = contentHash(salt, { actorId, deviceId, requestId, reason, events: facts });
    if (!sameBytes(content, commit.contentHash)) return 'its content is not what was hashed';
  } else if (!isErased(commit)) {
    return 'its salt is gone but its content is not: nothing proves the content';
  }
  const skeleton = { streamId, commitId, firstVersion, lastVersion, recordedAt, events: facts };
  const hash = commitHash(commit.previousHash, skeleton, commit.contentHash);
  return sameBytes(hash, commit.hash) ? null : 'its skeleton is not what was hashed';
}

/** Erasure takes the salt and the whole content; a salt that is gone alone would hide any change of the content. */
function isErased({ actorId, deviceId, requestId, reason, events }: StoredCommit): boolean {
  if ([actorId, deviceId, requestId, reason].some((field) => field !== null)) return false;
  const ofSkeleton: readonly string[] = ['type', 'schemaVersion'];
  return events.every(({ event }) =>
    Object.entries(event).every(([name, field]) => field === null || ofSkeleton.includes(name)),
  );
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

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return Buffer.compare(a, b) === 0;
}

import { commitHash, contentHash } from './commit-hash.js';
import type { StoredCommit, StoredEvent } from './stream-reader.js';

/** A commit as evidence: what the log stores of it, or what an export says that it stores. */
export interface EvidentCommit extends Omit<StoredCommit, 'events'> {
  readonly events: readonly Pick<StoredEvent, 'version' | 'event'>[];
}

/**
 * What is wrong with a commit behind the one before, `null` if nothing is: it must follow it, be whole, and be what
 * was hashed. It shares nothing with the writer but the canonical form.
 */
export function commitFault(
  streamId: string,
  commit: EvidentCommit,
  previous: EvidentCommit | null,
): string | null {
  const { firstVersion, lastVersion, commitId, recordedAt, salt, events } = commit;
  if (firstVersion !== (previous?.lastVersion ?? 0) + 1)
    return 'its versions do not follow those of the commit before';
  if (events.length !== lastVersion - firstVersion + 1) return 'it lacks events, or has too many';
  if (events.some(({ version }, i) => version !== firstVersion + i))
    return 'the versions of its events have a gap';
  if (!sameBytes(commit.previousHash, previous?.hash ?? null))
    return 'it does not name the hash of the commit before';
  if (previous && recordedAt < previous.recordedAt) return 'it was recorded before the commit before it';
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
function isErased({ actorId, deviceId, requestId, reason, events }: EvidentCommit): boolean {
  if ([actorId, deviceId, requestId, reason].some((field) => field !== null)) return false;
  const ofSkeleton: readonly string[] = ['type', 'schemaVersion'];
  return events.every(({ event }) =>
    Object.entries(event).every(([name, field]) => field === null || ofSkeleton.includes(name)),
  );
}

/** Whether two hashes are the same, or both are absent. */
export function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return Buffer.compare(a, b) === 0;
}

import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { wireCustomMetric, wireDay, wireMeasurement } from '@daybook/contract';
import {
  addDigest,
  EMPTY_DIGEST,
  entityDigest,
  type CommitDraft,
  type CommitEffects,
  type EntityChange,
} from '@daybook/domain';
import { commitHash, contentHash } from './commit-hash.js';
import type { ChangeRow, EventRow, Head, SealedCommit } from './log-rows.js';
import type { Origin } from './origin.js';

/** 128 bits: a guessed content cannot be tried against a content hash whose salt was erased. */
const SALT_BYTES = 16;

/** A commit with its hashes, its rows of log and feed, and the head after it. */
export interface Sealed {
  readonly commit: SealedCommit;
  readonly events: readonly EventRow[];
  readonly changes: readonly ChangeRow[];
  readonly head: Head;
}

/** Numbers a draft's events and changes from the head on, hashes them and moves the head. */
export function sealCommit(head: Head, origin: Origin, draft: CommitDraft, effects: CommitEffects): Sealed {
  const { userId } = head;
  const { recordedAt } = draft.facts;
  const firstVersion = head.version + 1;
  const lastVersion = head.version + draft.events.length;
  const { actorId, deviceId, requestId, reason } = origin;
  const commitId = uuidv7();
  const salt = randomBytes(SALT_BYTES);
  const ofContent = contentHash(salt, { actorId, deviceId, requestId, reason, events: draft.events });
  const skeleton = {
    streamId: head.streamId,
    commitId,
    firstVersion,
    lastVersion,
    recordedAt,
    events: draft.events,
  };
  const hash = commitHash(head.headHash, skeleton, ofContent);
  return {
    commit: {
      userId,
      commitId,
      firstVersion,
      lastVersion,
      recordedAt,
      origin,
      salt,
      contentHash: ofContent,
      hash,
      previousHash: head.headHash,
    },
    events: draft.events.map((event, i) => ({ userId, version: firstVersion + i, event })),
    changes: effects.changes.map((change, i) => ({
      userId,
      seq: head.seq + 1 + i,
      at: recordedAt,
      originDevice: deviceId,
      change,
      payload: payloadOf(change),
    })),
    head: {
      ...head,
      version: lastVersion,
      seq: head.seq + effects.changes.length,
      headHash: hash,
      digests: digestsAfter(head.digests, effects.changes),
      lastRecordedAt: recordedAt,
    },
  };
}

/** The finished wire JSON of a change's `data`, made once and streamed out as it is. */
export function payloadOf(change: EntityChange): string | null {
  if (change.op === 'delete') return null;
  switch (change.entity) {
    case 'measurement':
      return JSON.stringify(wireMeasurement(change.state));
    case 'daily_aggregate':
      return JSON.stringify(wireDay(change.state));
    case 'metric_type':
      return JSON.stringify(wireCustomMetric(change.state));
  }
}

/** The digests of the replicas after these changes: what left is subtracted, what came is added. */
export function digestsAfter(
  digests: Readonly<Record<string, string>>,
  changes: readonly EntityChange[],
): Record<string, string> {
  const after = { ...digests };
  for (const { entity, id, op, revision, replaces } of changes) {
    const left = replaces === null ? 0n : -entityDigest(entity, id, replaces);
    const came = op === 'delete' ? 0n : entityDigest(entity, id, revision);
    after[entity] = addDigest(after[entity] ?? EMPTY_DIGEST, left, came);
  }
  return after;
}

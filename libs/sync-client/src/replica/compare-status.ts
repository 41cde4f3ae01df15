import type { SyncStatus } from '@daybook/contract';
import { EMPTY_DIGEST } from '@daybook/domain';
import type { Standing } from '../machine/sync-input.js';
import type { ReplicaMeta } from './replica-meta.js';

/** How the replica stands to the server, and the entities whose digests differ. */
export interface Comparison {
  readonly standing: Standing;
  readonly differing: readonly string[];
}

/**
 * Compares the replica with what the server said of itself when it was asked at a cursor. Digests are compared only at the same place of the same
 * feed, and only of the entities that the replica carries and understood whole. A difference is healed by one new
 * copy; if it is still there then, another copy would not help, and it is only reported.
 */
export function compareStatus(meta: ReplicaMeta, asked: string | null, status: SyncStatus): Comparison {
  const none = (standing: Standing): Comparison => ({ standing, differing: [] });
  if (meta.cursor === null) return none('copy');
  // Another leader moved on meanwhile: the answer is of a place where the replica is no more.
  if (meta.cursor !== asked) return none('behind');
  // Whether the cursor is still of use only the server can tell: it is opaque.
  if (status.status === 'resync_required' || meta.seq > status.seq) return none('resync');
  if (meta.seq < status.seq) return none('behind');
  const differing = differingEntities(meta, status.digests);
  if (differing.length === 0) return none('level');
  return { standing: meta.healing === 'tried' ? 'diverged' : 'heal', differing };
}

function differingEntities(meta: ReplicaMeta, theirs: Readonly<Record<string, string>>): string[] {
  const { digests, entities, missedEntities } = meta;
  const carried = (entity: string): boolean =>
    (entities === null || (entities as readonly string[]).includes(entity)) &&
    !missedEntities.includes(entity);
  return Object.keys({ ...digests, ...theirs })
    .filter(carried)
    .filter((entity) => (digests[entity] ?? EMPTY_DIGEST) !== (theirs[entity] ?? EMPTY_DIGEST));
}

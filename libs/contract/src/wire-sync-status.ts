import type { Entity } from './entity.js';

export type SyncRecommendation =
  /** Changes wait: pull from the cursor that was sent. */
  | 'pull_changes'
  /** The cursor that was sent is expired: throw the copy away and take a snapshot. */
  | 'take_snapshot';

/** The server's side of a comparison with a replica. It has no side effect. */
export interface SyncStatus {
  readonly serverTime: string;
  readonly cursor: string;
  readonly seq: number;
  /** The oldest change that the feed still holds; `null` when it holds none. */
  readonly oldestSeq: number | null;
  /** How many positions the cursor that was sent lies behind; absent without one. */
  readonly behind?: number;
  /** Live entities, and measurements by type. */
  readonly counts: {
    readonly entities: Readonly<Partial<Record<Entity, number>>>;
    readonly types: Readonly<Record<string, number>>;
  };
  readonly lastWriteAt: {
    readonly devices: Readonly<Record<string, string>>;
    readonly sources: Readonly<Record<string, string>>;
  };
  /** The sum of `digests` modulo 2^64, 16 hex digits. */
  readonly digest: string;
  /** Sum modulo 2^64 of the first 8 bytes of SHA-256 of `entity|id|revision`, by entity. */
  readonly digests: Readonly<Partial<Record<Entity, string>>>;
  readonly status: 'in_sync' | 'behind' | 'resync_required';
  readonly recommendations: readonly SyncRecommendation[];
}

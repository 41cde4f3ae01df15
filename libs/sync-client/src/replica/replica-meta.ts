import type { Entity } from '@daybook/contract';

/** A snapshot that is being taken. `resume` names the last line that is stored. */
export interface CopyProgress {
  readonly cursor: string;
  readonly seq: number;
  readonly resume: string | null;
  readonly received: number;
  readonly total: number;
  /** Every line is there; the rows of the copy before are being removed. */
  readonly complete: boolean;
}

/** What the client of one subject knows of itself. One row of storage, written together with what it speaks of. */
export interface ReplicaMeta {
  /** Version of what is stored. */
  readonly format: number;
  /** The entities that are carried; `null` is every one, also those of later servers. */
  readonly entities: readonly Entity[] | null;
  /** The place in the feed up to which the replica is complete; `null` while there is no whole copy. */
  readonly cursor: string | null;
  /** The position of the cursor, as the server numbers them. */
  readonly seq: number;
  readonly copy: CopyProgress | null;
  readonly generation: number;
  /** Digest of the replica's rows, by entity. */
  readonly digests: Readonly<Record<string, string>>;
  /** Whether a difference of digests is to be answered by a new copy, or was already. */
  readonly healing: 'none' | 'wanted' | 'tried';
  /** The vocabulary of the code that wrote this, and where the feed first said what it did not understand. */
  readonly vocabulary: number;
  readonly missedSince: { readonly cursor: string; readonly seq: number } | null;
  readonly missedEntities: readonly string[];
  /** The newest mutation id made here, and the last place given in the outbox. */
  readonly newestId: string;
  readonly lastOrder: number;
  /** Server's time minus the device's wall clock as last learned, ms; `null` if never. */
  readonly clockOffsetMs: number | null;
  /** Wall clock when the replica last was complete up to the head, ms. */
  readonly levelAt: number | null;
}

export const META_FORMAT = 1;

/**
 * Raised with every release that understands more of the feed (a new `op`, a new kind of line), so that what an
 * older release had to leave aside is asked for again.
 */
export const VOCABULARY = 1;

/** Goes back to what an older version of this code, perhaps in another tab, had to leave aside. */
export function goneBack(meta: ReplicaMeta): ReplicaMeta {
  if (meta.vocabulary >= VOCABULARY) return meta;
  return { ...meta, ...meta.missedSince, vocabulary: VOCABULARY, missedSince: null, missedEntities: [] };
}

export function emptyMeta(entities: readonly Entity[] | null): ReplicaMeta {
  return {
    format: META_FORMAT,
    entities,
    cursor: null,
    seq: 0,
    copy: null,
    generation: 1,
    digests: {},
    healing: 'none',
    vocabulary: VOCABULARY,
    missedSince: null,
    missedEntities: [],
    newestId: '',
    lastOrder: 0,
    clockOffsetMs: null,
    levelAt: null,
  };
}

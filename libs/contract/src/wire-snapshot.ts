import type { Entity } from './entity.js';
import type { EntityData } from './wire-change.js';

/** The first line: the cursor was taken before the rows, so that the changes from it on complete the copy. */
export interface SnapshotHead {
  readonly cursor: string;
  readonly seq: number;
  /** How many lines are to come from the very beginning, for a progress bar. */
  readonly total: number;
}

/** One entity. `after=<resume>` goes on behind it, under the cursor of the first line. */
export interface SnapshotRow {
  readonly entity: Entity;
  readonly id: string;
  readonly revision: number;
  readonly data: EntityData;
  readonly resume: string;
}

/** The last line. Without it the copy is incomplete. `count` is the number of rows of this answer. */
export interface SnapshotEnd {
  readonly end: true;
  readonly count: number;
}

export type SnapshotLine = SnapshotHead | SnapshotRow | SnapshotEnd;

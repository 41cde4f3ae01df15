import type { SnapshotPlace } from '@daybook/contract';

/** One row of a snapshot: where it stands, and its line's members `entity` to `data` as text. */
export interface SnapshotRow {
  readonly place: SnapshotPlace;
  readonly members: string;
}

/**
 * Where a stream of rows goes on: on days before `date`, and on `date` behind `key`. Rows come newest day first,
 * within a day by key.
 */
export interface DayPlace {
  readonly date: string;
  readonly key: string;
}

/** How many rows one statement reads: some 500 kB and 20 ms, far below the 5 s of a statement. */
export const SLICE_ROWS = 1_000;

/** The members of a line in the order of the contract. Ids and entities need no escape: they have a plain alphabet. */
export function lineMembers(entity: string, id: string, revision: number, data: string): string {
  return `"entity":"${entity}","id":"${id}","revision":${revision},"data":${data}`;
}

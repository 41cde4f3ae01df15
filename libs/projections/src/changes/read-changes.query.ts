import { Query } from '@nestjs/cqrs';

/**
 * Which part of the feed is wanted.
 *
 * @property fromSeq the last change that was seen; 0 is the beginning
 * @property entities only these; `null` is every entity
 * @property withoutBodiesOf `measurement` changes that this device wrote come without `data`
 * @property latest only the newest change of each entity, for whoever starts with nothing
 */
export interface ChangesWanted {
  readonly fromSeq: number;
  readonly limit: number;
  readonly entities: readonly string[] | null;
  readonly withoutBodiesOf: string | null;
  readonly latest: boolean;
}

/**
 * A page of the feed with the facts that say whether its cursor was good.
 *
 * The caller MUST judge the cursor by `epoch`, `headSeq` and `floor` of this answer, not by an earlier look at the
 * head: rows and facts come from one snapshot, while between two statements compaction can remove a tombstone.
 *
 * @property changesJson the text of a JSON array of Change; unparsed since it was written
 * @property lastSeq where to go on: the last change looked at, filtered ones included; the head if none is left
 * @property hasMore whether changes wait behind `lastSeq`; they may turn out to be filtered
 * @property remaining how many, at most
 */
export interface ChangesSlice {
  readonly changesJson: string;
  readonly count: number;
  readonly lastSeq: number;
  readonly headSeq: number;
  readonly epoch: string;
  readonly floor: number;
  readonly hasMore: boolean;
  readonly remaining: number;
}

/** @throws UnknownSubject */
export class ReadChanges extends Query<ChangesSlice> {
  constructor(
    readonly userId: string,
    readonly wanted: ChangesWanted,
  ) {
    super();
  }
}

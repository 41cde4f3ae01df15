import { Query } from '@nestjs/cqrs';

/**
 * Where a subject's log and feed stand. `seq` counts changes, `version` events; `floor` is the highest change that
 * compaction took from whoever had not seen it; `oldestSeq` is the oldest change still kept, `null` if none is.
 * `digests` has one hash per entity, as 16 hex digits.
 */
export interface Head {
  readonly seq: number;
  readonly version: number;
  readonly epoch: string;
  readonly floor: number;
  readonly digests: Readonly<Record<string, string>>;
  readonly oldestSeq: number | null;
}

/** @throws UnknownSubject */
export class ReadHead extends Query<Head> {
  constructor(readonly userId: string) {
    super();
  }
}

import { Query } from '@nestjs/cqrs';
import type { Head } from '../head/read-head.query.js';
import type { EntityCounts } from './count-entities.js';
import type { LastWrites } from './last-writes.js';

/** The server's side of a comparison with a replica: everything that does not depend on the caller's cursor. */
export interface SyncFacts extends Head {
  readonly counts: EntityCounts;
  readonly lastWriteAt: Pick<LastWrites, 'devices' | 'sources'>;
}

/** @throws UnknownSubject */
export class ReadSyncStatus extends Query<SyncFacts> {
  constructor(readonly userId: string) {
    super();
  }
}

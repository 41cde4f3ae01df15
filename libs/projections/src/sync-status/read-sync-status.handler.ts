import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { readHead } from '../head/head.js';
import { READ_POOL } from '../read-pool.js';
import { countEntities, type EntityCounts } from './count-entities.js';
import { lastWrites, type LastWrites } from './last-writes.js';
import { ReadSyncStatus, type SyncFacts } from './read-sync-status.query.js';
import { RecentSubjects } from './recent-subjects.js';

/** A process answers a few hundred subjects an hour; what is kept of one is under 2 kB. */
const REMEMBERED_SUBJECTS = 1_000;

interface Known {
  readonly seq: number;
  readonly counts: EntityCounts;
  readonly writes: LastWrites;
}

/**
 * Cheap however long the log is: the head is two probes; counts are taken from indexes, and only if the feed has
 * moved since this process last looked; the last writes are read from where this process stopped reading, so that
 * only a subject's first question costs a walk through its log (a million events: about a second, in slices).
 */
@QueryHandler(ReadSyncStatus)
export class ReadSyncStatusHandler implements IQueryHandler<ReadSyncStatus> {
  readonly #recent = new RecentSubjects<Known>(REMEMBERED_SUBJECTS);

  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId }: ReadSyncStatus): Promise<SyncFacts> {
    const head = await readHead(this.pool, userId);
    const known = this.#recent.get(userId);
    const unmoved = known?.seq === head.seq && known.writes.epoch === head.epoch;
    const counts = unmoved ? known.counts : await countEntities(this.pool, userId);
    const writes = await lastWrites(this.pool, userId, known?.writes, head);
    this.#recent.put(userId, { seq: head.seq, counts, writes });
    const { devices, sources } = writes;
    return { ...head, counts, lastWriteAt: { devices, sources } };
  }
}

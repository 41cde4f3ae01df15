import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { encodeCursor, type Cursor, type SyncRecommendation, type SyncStatus } from '@daybook/contract';
import { addDigest, EMPTY_DIGEST } from '@daybook/domain';
import { ReadSyncStatus } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import { isExpired, readCursor } from '../feed/read-cursor.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { ServerClock } from '../server/server-clock.js';
import { SyncStatusQuery } from './sync-status.dto.js';
import { readingPaths } from './reading-paths.js';

@Controller(readingPaths('sync/status'))
export class SyncStatusController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: ServerClock,
  ) {}

  @Get()
  @Requires('read')
  @Documented({
    name: 'readSyncStatus',
    tag: 'feed',
    summary: 'How a replica stands to the server',
    description: 'Equal digests show that nothing diverged.',
    answers: { 200: { description: 'The server’s side of the comparison.', schema: 'SyncStatus' } },
    problems: ['invalid_cursor'],
  })
  async status(
    @Query() query: SyncStatusQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
  ): Promise<SyncStatus> {
    const cursor = query.cursor === undefined ? null : readCursor(query.cursor, userId, null);
    const facts = await wideEvent.reading(this.queries.execute(new ReadSyncStatus(userId)));
    const { epoch, seq, oldestSeq, counts, lastWriteAt, digests } = facts;
    return {
      serverTime: new Date(this.clock.now()).toISOString(),
      cursor: encodeCursor({ userId, epoch, seq, entities: null, floor: 0 }),
      seq,
      oldestSeq,
      counts,
      lastWriteAt,
      digest: addDigest(EMPTY_DIGEST, ...Object.values(digests).map((digest) => BigInt(`0x${digest}`))),
      digests,
      ...standing(cursor, { epoch, headSeq: seq, floor: facts.floor }),
    };
  }
}

type Standing = Pick<SyncStatus, 'status' | 'recommendations' | 'behind'>;

/** How the replica that sent the cursor stands to the server, and what it should do. */
function standing(cursor: Cursor | null, facts: { epoch: string; headSeq: number; floor: number }): Standing {
  if (!cursor) return { status: 'in_sync', recommendations: [] };
  if (isExpired(cursor, facts)) return { status: 'resync_required', recommendations: ['take_snapshot'] };
  const behind = facts.headSeq - cursor.seq;
  const recommendations: SyncRecommendation[] = behind > 0 ? ['pull_changes'] : [];
  return { behind, status: behind > 0 ? 'behind' : 'in_sync', recommendations };
}

import { Controller, Get, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { decodeResume, sameEntities, type Entity, type Resume } from '@daybook/contract';
import { QueryBus } from '@nestjs/cqrs';
import { ReadHead, SnapshotReader } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import { readEntities, refuseExpired } from '../feed/read-cursor.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { ProblemError } from '../problem/problem-error.js';
import { SnapshotQuery } from './changes.dto.js';
import { readingPaths } from './reading-paths.js';

@Controller(readingPaths('snapshot'))
export class SnapshotController {
  constructor(
    private readonly reader: SnapshotReader,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('read')
  @RouteConfig({ deadlineMs: null })
  @Documented({
    name: 'readSnapshot',
    tag: 'feed',
    summary: 'Everything as it stands, newest day first',
    description:
      'The first line is a cursor taken before the rows, the last one says `end`. Without it the copy is incomplete, and `after=<resume>` goes on. Snapshot, then the changes from its cursor, loses nothing.',
    answers: {
      200: {
        description: 'One JSON value a line.',
        schema: 'SnapshotLine',
        mediaType: 'application/x-ndjson',
      },
    },
    problems: ['invalid_cursor', 'cursor_expired'],
  })
  async stream(
    @Query() query: SnapshotQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const entities = readEntities(query.entities);
    const after =
      query.after === undefined ? null : await this.resume(query.after, userId, entities, wideEvent);
    const lines = this.reader.read(userId, { entities: after ? after.cursor.entities : entities, after });
    // The first piece is read before the answer begins, so that what fails at once can still be a problem.
    const first = await wideEvent.reading(lines.next());
    reply.type('application/x-ndjson; charset=utf-8');
    void reply.send(Readable.from(withFirst(first, lines), { objectMode: false }));
  }

  /** A place in an earlier snapshot, if the changes from its first cursor on can still be read. */
  private async resume(
    text: string,
    userId: string,
    entities: readonly Entity[] | null,
    wideEvent: WideEvent,
  ): Promise<Resume> {
    const resume = decodeResume(text);
    const bound = entities === null || (resume && sameEntities(entities, resume.cursor.entities));
    if (resume?.cursor.userId !== userId || !bound) {
      throw new ProblemError('invalid_cursor', 'after is no resume token of this snapshot: begin without it');
    }
    const {
      epoch,
      seq: headSeq,
      floor,
    } = await wideEvent.reading(this.queries.execute(new ReadHead(userId)));
    refuseExpired(resume.cursor, { epoch, headSeq, floor });
    return resume;
  }
}

async function* withFirst(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

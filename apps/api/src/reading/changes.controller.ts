import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_DEFAULT_ROWS, WAIT_MAX_SECONDS } from '@daybook/contract';
import { Requires } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { CallerOf, SubjectId } from '../access/request-parameters.js';
import { changesStream } from '../feed/changes-stream.js';
import { CommitWatch } from '../feed/commit-watch.js';
import { FeedReader, type FeedRequest } from '../feed/feed-reader.js';
import { LiveChannels } from '../feed/live-channels.js';
import { pageWithin, type LongPollParts } from '../feed/long-poll.js';
import { readCursor, readEntities } from '../feed/read-cursor.js';
import { Documented } from '../openapi/documented.js';
import { whenGone } from '../server/half-closed.js';
import { sendJson } from '../server/send-json.js';
import { REQUEST_TIMEOUT_MS } from '../server/server-limits.js';
import { ChangesQuery, FeedQuery } from './changes.dto.js';
import { readingPaths } from './reading-paths.js';

const LONG_POLL_DEADLINE_MS = REQUEST_TIMEOUT_MS + WAIT_MAX_SECONDS * 1000;

@Controller(readingPaths('changes'))
export class ChangesController {
  constructor(
    private readonly reader: FeedReader,
    private readonly watch: CommitWatch,
    private readonly channels: LiveChannels,
  ) {}

  @Get()
  @Requires('read')
  @RouteConfig({ deadlineMs: LONG_POLL_DEADLINE_MS })
  @Documented({
    name: 'readChanges',
    tag: 'feed',
    summary: 'What has changed since a cursor, page by page',
    description:
      'With `wait` an empty page is held back until something changes. A change is applied only if its `revision` is greater than the one held.',
    headers: { 'If-None-Match': 'The `ETag` of the page that is held.' },
    answers: {
      200: { description: 'A page.', schema: 'ChangesPage', headers: { ETag: 'Of this page.' } },
      304: { description: 'The page is the same.' },
    },
    problems: ['invalid_cursor', 'cursor_expired', 'overloaded'],
  })
  async page(
    @Query() query: ChangesQuery,
    @Headers('if-none-match') known: string | undefined,
    @CallerOf() caller: Caller,
    @SubjectId() userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = feedRequest(query, userId, caller, query.cursor);
    const waitMs = Number(query.wait ?? 0) * 1000;
    const ended = waitMs === 0 ? NEVER : this.channelOf(caller, reply);
    const page = await pageWithin(this.parts(request), wanted, waitMs, ended);
    reply.header('etag', page.etag);
    if (namesTag(known, page.etag)) void reply.code(304).send();
    else sendJson(reply, 200, page.text);
  }

  @Get('stream')
  @Requires('read')
  @RouteConfig({ deadlineMs: null })
  @Documented({
    name: 'streamChanges',
    tag: 'feed',
    summary: 'The same as server-sent events',
    description:
      'Each event is called `changes`, its `id` is the `nextCursor` of its page, its `data` the page. A comment comes every 15 s. The stream ends within a second of its token; it may lose anything, the cursor is the truth.',
    headers: { 'Last-Event-ID': 'Wins over `cursor`.' },
    answers: {
      200: {
        description: 'Events, for as long as nobody ends them.',
        schema: 'ChangesPage',
        mediaType: 'text/event-stream',
      },
    },
    problems: ['invalid_cursor', 'cursor_expired', 'overloaded'],
  })
  async stream(
    @Query() query: FeedQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CallerOf() caller: Caller,
    @SubjectId() userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parts = this.parts(request);
    const wanted = feedRequest(
      query,
      userId,
      caller,
      lastEventId === '' ? query.cursor : (lastEventId ?? query.cursor),
    );
    const events = await changesStream(parts, wanted, this.channelOf(caller, reply));
    // nginx holds answers back to fill its buffers, unless it is told not to.
    reply.header('x-accel-buffering', 'no').type('text/event-stream');
    void reply.send(Readable.from(events, { objectMode: false }));
  }

  private parts({ wideEvent }: FastifyRequest): LongPollParts {
    return { reader: this.reader, watch: this.watch, wideEvent };
  }

  private channelOf(caller: Caller, reply: FastifyReply): AbortSignal {
    return this.channels.open(caller, (listener) => {
      whenGone(reply, listener);
    });
  }
}

const NEVER = new AbortController().signal;

function feedRequest(
  query: FeedQuery,
  userId: string,
  caller: Caller,
  cursorText: string | undefined,
): FeedRequest {
  const entities = readEntities(query.entities);
  return {
    userId,
    entities,
    cursor: cursorText === undefined ? null : readCursor(cursorText, userId, entities),
    limit: Number(query.limit ?? PAGE_DEFAULT_ROWS),
    withoutBodiesOf: query.exclude === 'self' ? caller.deviceId : null,
    latest: query.latest === 'true',
  };
}

/** Whether `If-None-Match` holds the tag. Weak comparison: a cache may have dropped or added the `W/`. */
function namesTag(header: string | undefined, etag: string): boolean {
  const opaque = etag.replace('W/', '');
  return (header ?? '')
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace('W/', '') === opaque);
}

import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { encodeCursor, type Cursor, type Entity } from '@daybook/contract';
import { ReadChanges } from '@daybook/projections';
import type { WideEvent } from '../observing/wide-event.js';
import { refuseExpired } from './read-cursor.js';

/** What is wanted of a subject's feed. `cursor: null` begins at the beginning. */
export interface FeedRequest {
  readonly userId: string;
  readonly cursor: Cursor | null;
  readonly entities: readonly Entity[] | null;
  readonly limit: number;
  /** The device whose own measurements come without a body, `null` for none. */
  readonly withoutBodiesOf: string | null;
  readonly latest: boolean;
}

/** A page as it goes out: finished text, so that rows reach the socket as they left the database. */
export interface FeedPage {
  readonly text: string;
  readonly count: number;
  readonly next: Cursor;
  readonly nextText: string;
  readonly hasMore: boolean;
  /** Weak, because the page may be compressed. Equal for equal requests if and only if the page is the same. */
  readonly etag: string;
}

@Injectable()
export class FeedReader {
  constructor(private readonly queries: QueryBus) {}

  /** @throws ProblemError `cursor_expired`; UnknownSubject */
  async page(request: FeedRequest, wideEvent: WideEvent): Promise<FeedPage> {
    const { userId, cursor, limit, withoutBodiesOf, latest } = request;
    const entities = cursor ? cursor.entities : request.entities;
    const fromSeq = cursor?.seq ?? 0;
    const wanted = { fromSeq, limit, entities, withoutBodiesOf, latest };
    const slice = await wideEvent.reading(this.queries.execute(new ReadChanges(userId, wanted)));
    if (cursor) refuseExpired(cursor, slice);
    const { changesJson, count, lastSeq, epoch, hasMore, remaining } = slice;
    const next: Cursor = {
      userId,
      epoch,
      seq: lastSeq,
      entities,
      floor: cursor ? cursor.floor : slice.floor,
    };
    const nextText = encodeCursor(next);
    const tail = `"nextCursor":"${nextText}","seq":${lastSeq},"hasMore":${hasMore},"remaining":${remaining}`;
    const shape = [fromSeq, count, remaining, limit, withoutBodiesOf ?? '', latest ? 'latest' : ''].join('.');
    return {
      text: `{"changes":${changesJson},${tail}}`,
      count,
      next,
      nextText,
      hasMore,
      etag: `W/"${nextText}.${shape}"`,
    };
  }
}

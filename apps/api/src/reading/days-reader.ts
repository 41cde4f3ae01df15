import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { QueryBus } from '@nestjs/cqrs';
import { encodeCursor } from '@daybook/contract';
import { ListDays, ListDaysAsOf, type DaysWanted, type PastDaysWanted } from '@daybook/projections';
import type { WideEvent } from '../observing/wide-event.js';
import { whenGone } from '../server/half-closed.js';
import { withPatience } from './patience.js';

/** Less than the request's 30 s, so that the answer says what to do and not that the time is over. */
const PATIENCE_MS = 20_000;

/** Of one who may have left: most folds take less, and who pulls a slider leaves many behind. */
const GRACE_MS = 1_000;

/** Daily aggregates as the text of their answer: of now they come finished from the database. */
@Injectable()
export class DaysReader {
  constructor(private readonly queries: QueryBus) {}

  async now(userId: string, wanted: DaysWanted, wideEvent: WideEvent): Promise<string> {
    const { items, epoch, seq } = await wideEvent.reading(this.queries.execute(new ListDays(userId, wanted)));
    return `{"items":${items},${positionText(userId, epoch, seq)}}`;
  }

  /** Folds the log in turns with other requests. @throws ProblemError `too_many_events` when that takes too long */
  async asOf(
    userId: string,
    wanted: PastDaysWanted,
    wideEvent: WideEvent,
    reply: FastifyReply,
  ): Promise<string> {
    const past = await withPatience(
      PATIENCE_MS,
      (listener) => {
        whenGone(reply, listener, GRACE_MS);
      },
      (signal) => wideEvent.reading(this.queries.execute(new ListDaysAsOf(userId, wanted, signal))),
    );
    const position = positionText(userId, past.epoch, past.seq);
    return `{"items":${JSON.stringify(past.items)},${position},"settled":${past.settled}}`;
  }
}

/** The members that say which changes the answer includes. */
function positionText(userId: string, epoch: string, seq: number): string {
  return `"cursor":"${encodeCursor({ userId, epoch, seq, entities: null, floor: 0 })}","seq":${seq}`;
}

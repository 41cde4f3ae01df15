import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { encodeCursor } from '@daybook/contract';
import { ListDays, ListDaysAsOf, type DaysWanted, type PastDaysWanted } from '@daybook/projections';
import type { WideEvent } from '../observing/wide-event.js';

/** Daily aggregates as the text of their answer: of now they come finished from the database. */
@Injectable()
export class DaysReader {
  constructor(private readonly queries: QueryBus) {}

  async now(userId: string, wanted: DaysWanted, wideEvent: WideEvent): Promise<string> {
    const { items, epoch, seq } = await wideEvent.reading(this.queries.execute(new ListDays(userId, wanted)));
    return `{"items":${items},${positionText(userId, epoch, seq)}}`;
  }

  async asOf(userId: string, wanted: PastDaysWanted, wideEvent: WideEvent): Promise<string> {
    const past = await wideEvent.reading(this.queries.execute(new ListDaysAsOf(userId, wanted)));
    const position = positionText(userId, past.epoch, past.seq);
    return `{"items":${JSON.stringify(past.items)},${position},"settled":${past.settled}}`;
  }
}

/** The members that say which changes the answer includes. */
function positionText(userId: string, epoch: string, seq: number): string {
  return `"cursor":"${encodeCursor({ userId, epoch, seq, entities: null, floor: 0 })}","seq":${seq}`;
}

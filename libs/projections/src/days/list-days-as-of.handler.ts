import { wireDay, type WireDay } from '@daybook/contract';
import { dateOfDayNumber, dayNumber } from '@daybook/domain';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { foldDays } from './fold-days.js';
import { ListDaysAsOf, type PastDays } from './list-days-as-of.query.js';
import type { DaysWanted } from './list-days.query.js';
import { versionAsOf } from './version-as-of.js';

/** A day of an Apple Watch is some 5 000 events: a week is folded in about a second and 50 MB. */
const DAYS_PER_SLICE = 7;

@QueryHandler(ListDaysAsOf)
export class ListDaysAsOfHandler implements IQueryHandler<ListDaysAsOf> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, wanted }: ListDaysAsOf): Promise<PastDays> {
    const { version, settled, epoch, seq } = await versionAsOf(this.pool, userId, wanted.asOf);
    const items: WireDay[] = [];
    const last = dayNumber(wanted.to);
    for (let first = dayNumber(wanted.from); first <= last; first += DAYS_PER_SLICE) {
      const from = dateOfDayNumber(first);
      const to = dateOfDayNumber(Math.min(last, first + DAYS_PER_SLICE - 1));
      items.push(...(await this.slice(userId, { from, to, type: wanted.type }, version)));
    }
    return { items, settled, epoch, seq };
  }

  private async slice(userId: string, wanted: DaysWanted, version: number): Promise<WireDay[]> {
    const state = await foldDays(this.pool, userId, wanted, version);
    const items: WireDay[] = [];
    for (const { aggregate } of state.days.values()) {
      const day = aggregate && wireDay(aggregate);
      if (!day || day.date < wanted.from || day.date > wanted.to) continue;
      if (wanted.type === undefined || day.type === wanted.type) items.push(day);
    }
    return items.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

import { wireDay, type WireDay } from '@daybook/contract';
import { dateOfDayNumber, dayNumber } from '@daybook/domain';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { foldDays } from './fold-days.js';
import { ListDaysAsOf, type PastDays } from './list-days-as-of.query.js';
import type { DaysWanted } from './list-days.query.js';
import { Turns } from './turns.js';
import { versionAsOf } from './version-as-of.js';

/**
 * Slices grow while they are quickly done and shrink when they are not: a day of an Apple Watch is some 5 000 events,
 * a third of a second, and a year of day totals is less.
 */
const DAYS_PER_SLICE_MAX = 64;
const SLICE_MS = 500;

@QueryHandler(ListDaysAsOf)
export class ListDaysAsOfHandler implements IQueryHandler<ListDaysAsOf> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, wanted, signal }: ListDaysAsOf): Promise<PastDays> {
    const { version, settled, epoch, seq } = await versionAsOf(this.pool, userId, wanted.asOf);
    const items: WireDay[] = [];
    const turns = new Turns(signal);
    const last = dayNumber(wanted.to);
    let days = 1;
    for (let first = dayNumber(wanted.from); first <= last;) {
      await turns.next();
      const begun = performance.now();
      const end = Math.min(last, first + days - 1);
      const slice = { from: dateOfDayNumber(first), to: dateOfDayNumber(end), type: wanted.type };
      items.push(...(await this.slice(userId, slice, version, turns)));
      first = end + 1;
      const quick = performance.now() - begun < SLICE_MS;
      days = quick ? Math.min(days * 2, DAYS_PER_SLICE_MAX) : Math.max(1, Math.floor(days / 2));
    }
    return { items, settled, epoch, seq };
  }

  private async slice(userId: string, wanted: DaysWanted, version: number, turns: Turns): Promise<WireDay[]> {
    const state = await foldDays(this.pool, userId, wanted, version, turns);
    const items: WireDay[] = [];
    for (const { aggregate } of state.days.values()) {
      const day = aggregate && wireDay(aggregate);
      if (!day || day.date < wanted.from || day.date > wanted.to) continue;
      if (wanted.type === undefined || day.type === wanted.type) items.push(day);
    }
    return items.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

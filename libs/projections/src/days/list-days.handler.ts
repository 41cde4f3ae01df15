import { UnknownSubject } from '@daybook/event-log';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { ListDays, type DaysAnswer } from './list-days.query.js';

/**
 * Head and rows in one statement: the position that is answered is exactly what the days include. The payloads
 * leave as text, in an order that does not depend on the collation of the database.
 */
function daysText(typeCondition: string): string {
  return `
select s.epoch, s.seq::float8 as seq, (
  select '[' || coalesce(string_agg(d.payload::text, ',' order by d.local_date, d.metric collate "C"), '') || ']'
  from daily_aggregates d
  where d.user_id = $1 and d.local_date between $2 and $3 and d.payload is not null${typeCondition}
) as items
from user_streams s
where s.user_id = $1`;
}

const LIST_DAYS: Statement = { name: 'list-days', text: daysText('') };
const LIST_DAYS_OF_TYPE: Statement = { name: 'list-days-of-type', text: daysText(' and d.metric = $4') };

@QueryHandler(ListDays)
export class ListDaysHandler implements IQueryHandler<ListDays> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, wanted: { from, to, type } }: ListDays): Promise<DaysAnswer> {
    const range = [userId, from, to];
    const [row] =
      type === undefined
        ? await readRows<DaysAnswer>(this.pool, LIST_DAYS, range)
        : await readRows<DaysAnswer>(this.pool, LIST_DAYS_OF_TYPE, [...range, type]);
    if (!row) throw new UnknownSubject(userId);
    return { items: row.items, epoch: row.epoch, seq: row.seq };
  }
}

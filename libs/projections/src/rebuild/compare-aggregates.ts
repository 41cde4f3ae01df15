import { wireDay } from '@daybook/contract';
import type { Contributions, DayAggregate, SubjectState } from '@daybook/domain';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import { differenceOf, type Difference } from './difference.js';

const SLICE_ROWS = 5_000;

const AGGREGATES: Statement = {
  name: 'verify-aggregates',
  text: `
select d.local_date::text as "localDate", d.metric as type, d.value, d.unit, d.winner, d.sources, d.contributions::text as contributions,
  d.payload::text as payload, d.revision::float8 as revision, (extract(epoch from d.updated_at) * 1000)::float8 as "updatedAt"
from daily_aggregates d
where d.user_id = $1 and (d.local_date, d.metric) > ($2::date, $3) order by d.local_date, d.metric limit ${SLICE_ROWS}`,
};

/** A row of daily_aggregates as it is compared: `payload` is text, because readers get it as it is. */
interface AggregateRow {
  readonly localDate: string;
  readonly type: string;
  readonly value: number | null;
  readonly unit: string;
  readonly winner: string | null;
  readonly sources: readonly string[];
  readonly contributions: Contributions;
  readonly payload: string | null;
  readonly revision: number;
  readonly updatedAt: number;
}

type StoredRow = Omit<AggregateRow, 'contributions'> & { readonly contributions: string };

function rowOf(aggregate: DayAggregate): AggregateRow {
  const { localDate, type, unit, day, contributions, revision, updatedAt } = aggregate;
  return {
    localDate,
    type,
    value: day?.value ?? null,
    unit,
    winner: day?.winner.source ?? null,
    sources: day?.sources ?? [],
    contributions,
    payload: day && JSON.stringify(wireDay(aggregate)),
    revision,
    updatedAt,
  };
}

export async function* compareAggregates(
  connection: Connection,
  userId: string,
  { days }: SubjectState,
): AsyncGenerator<Difference> {
  const seen = new Set<string>();
  for (let after = ['0001-01-01', '']; ;) {
    const rows = await readRows<StoredRow>(connection, AGGREGATES, [userId, ...after]);
    for (const row of rows) {
      const found = { ...row, contributions: JSON.parse(row.contributions) as Contributions };
      const key = `${found.localDate}/${found.type}`;
      seen.add(key);
      after = [found.localDate, found.type];
      const folded = days.get(key)?.aggregate;
      yield* differenceOf('daily_aggregates', key, found, folded ? rowOf(folded) : null);
    }
    if (rows.length < SLICE_ROWS) break;
  }
  for (const [key, { aggregate }] of days) {
    if (aggregate && !seen.has(key)) yield* differenceOf('daily_aggregates', key, null, rowOf(aggregate));
  }
}

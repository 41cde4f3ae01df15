import { readRows, type Connection, type Statement } from '../read-rows.js';
import { lineMembers, SLICE_ROWS, type DayPlace, type SnapshotRow } from './snapshot-row.js';

/** Days of which no live value is left are gone for a replica. The payload leaves as it was written. */
const AGGREGATE_SLICE: Statement = {
  name: 'snapshot-aggregates',
  text: `
select d.local_date::text as local_date, d.metric, d.revision::float8 as revision, d.payload::text as payload
from daily_aggregates d
where d.user_id = $1 and d.local_date <= $2 and (d.local_date < $2 or d.metric > $3) and d.payload is not null
order by d.local_date desc, d.metric
limit ${SLICE_ROWS}`,
};

interface AggregateRow {
  readonly local_date: string;
  readonly metric: string;
  readonly revision: number;
  readonly payload: string;
}

export async function* aggregateRows(
  connection: Connection,
  userId: string,
  from: DayPlace,
): AsyncGenerator<SnapshotRow> {
  for (let place = from; ;) {
    const values = [userId, place.date, place.key];
    const rows = await readRows<AggregateRow>(connection, AGGREGATE_SLICE, values);
    for (const { local_date: date, metric, revision, payload } of rows) {
      const id = `${date}/${metric}`;
      yield {
        place: { entity: 'daily_aggregate', date, id },
        members: lineMembers('daily_aggregate', id, revision, payload),
      };
      place = { date, key: metric };
    }
    if (rows.length < SLICE_ROWS) return;
  }
}

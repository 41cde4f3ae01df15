import { wireMeasurement } from '@daybook/contract';
import { MEASUREMENT_JSON } from '@daybook/event-log';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { ListMeasurements, type MeasurementsPage } from './list-measurements.query.js';
import { measurementPlace, placeText, type MeasurementPlace } from './measurement-place.js';
import { recordedMeasurement } from './recorded-measurement.js';

/** Above every day that a record can have and every id: the place before the first page. */
const BEFORE_ALL: MeasurementPlace = { localDate: '9999-12-31', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const FIRST_DAY = '0001-01-01';

/**
 * Walks measurements_day backwards and sorts only within a day. The type is compared by itself, not as
 * `$6 is null or …`: then the index drops the other types' entries without a look at their rows.
 */
function listText(typeCondition: string): string {
  return `
select ${MEASUREMENT_JSON} as row
from measurements m
where m.user_id = $1 and m.local_date between $2 and least($3::date, $4::date)
  and (m.local_date < $4 or m.id < $5) and m.state in ('live', 'cleared')${typeCondition}
order by m.local_date desc, m.id desc
limit $6`;
}

const LIST_MEASUREMENTS: Statement = { name: 'list-measurements', text: listText('') };
const LIST_OF_TYPE: Statement = { name: 'list-measurements-of-type', text: listText(' and m.metric = $7') };

@QueryHandler(ListMeasurements)
export class ListMeasurementsHandler implements IQueryHandler<ListMeasurements> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, wanted }: ListMeasurements): Promise<MeasurementsPage> {
    const { type, from = FIRST_DAY, to = BEFORE_ALL.localDate, limit, after } = wanted;
    const { localDate, id } = after === undefined ? BEFORE_ALL : measurementPlace(after);
    const values = [userId, from, to, localDate, id, limit + 1];
    const rows =
      type === undefined
        ? await readRows<{ row: string }>(this.pool, LIST_MEASUREMENTS, values)
        : await readRows<{ row: string }>(this.pool, LIST_OF_TYPE, [...values, type]);
    const items = rows.slice(0, limit).map((row) => wireMeasurement(recordedMeasurement(row)));
    const last = items.at(-1);
    if (rows.length <= limit || !last?.localDate) return { items };
    return { items, next: placeText({ localDate: last.localDate, id: last.id }) };
  }
}

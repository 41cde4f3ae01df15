import { wireMeasurement, type WireMeasurement } from '@daybook/contract';
import { isUuid } from '@daybook/domain';
import { MEASUREMENT_JSON } from '@daybook/event-log';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { FindMeasurement } from './find-measurement.query.js';
import { recordedMeasurement } from './recorded-measurement.js';

const FIND_MEASUREMENT: Statement = {
  name: 'find-measurement',
  text: `
select ${MEASUREMENT_JSON} as row
from measurements m
where m.user_id = $1 and m.id = $2 and m.state <> 'retraction_remembered'`,
};

@QueryHandler(FindMeasurement)
export class FindMeasurementHandler implements IQueryHandler<FindMeasurement> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, id }: FindMeasurement): Promise<WireMeasurement | null> {
    if (!isUuid(id)) return null;
    const [row] = await readRows<{ row: string }>(this.pool, FIND_MEASUREMENT, [userId, id]);
    return row ? wireMeasurement(recordedMeasurement(row)) : null;
  }
}

import type { SubjectState } from '@daybook/domain';
import { MEASUREMENT_JSON, measurementFromJson } from '@daybook/event-log';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import { differenceOf, type Difference } from './difference.js';

const SLICE_ROWS = 5_000;

const MEASUREMENTS: Statement = {
  name: 'verify-measurements',
  text: `
select ${MEASUREMENT_JSON} as row from measurements m
where m.user_id = $1 and m.id > $2 order by m.id limit ${SLICE_ROWS}`,
};

/** Every record, remembered retractions included: they decide what becomes of what arrives late. */
export async function* compareMeasurements(
  connection: Connection,
  userId: string,
  { measurements }: SubjectState,
): AsyncGenerator<Difference> {
  const seen = new Set<string>();
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await readRows<{ row: string }>(connection, MEASUREMENTS, [userId, after]);
    for (const { row } of rows) {
      const found = measurementFromJson(row);
      seen.add((after = found.id));
      yield* differenceOf('measurements', found.id, found, measurements.get(found.id) ?? null);
    }
    if (rows.length < SLICE_ROWS) break;
  }
  for (const [id, folded] of measurements) {
    if (!seen.has(id)) yield* differenceOf('measurements', id, null, folded);
  }
}

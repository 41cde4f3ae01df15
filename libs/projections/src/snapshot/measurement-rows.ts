import { wireMeasurement } from '@daybook/contract';
import { MEASUREMENT_JSON } from '@daybook/event-log';
import { recordedMeasurement } from '../measurements/recorded-measurement.js';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import { lineMembers, SLICE_ROWS, type DayPlace, type SnapshotRow } from './snapshot-row.js';

/** Retracted and remembered records are gone for a replica; cleared ones say that a day is known to hold nothing. */
const MEASUREMENT_SLICE: Statement = {
  name: 'snapshot-measurements',
  text: `
select ${MEASUREMENT_JSON} as row
from measurements m
where m.user_id = $1 and m.local_date <= $2 and (m.local_date < $2 or m.id > $3) and m.state in ('live', 'cleared')
order by m.local_date desc, m.id
limit ${SLICE_ROWS}`,
};

export async function* measurementRows(
  connection: Connection,
  userId: string,
  from: DayPlace,
): AsyncGenerator<SnapshotRow> {
  for (let place = from; ;) {
    const values = [userId, place.date, place.key];
    const rows = await readRows<{ row: string }>(connection, MEASUREMENT_SLICE, values);
    for (const row of rows) {
      const data = wireMeasurement(recordedMeasurement(row));
      const { id, revision, localDate } = data;
      if (localDate === null) throw new Error(`measurement ${id} has no day`);
      yield {
        place: { entity: 'measurement', date: localDate, id },
        members: lineMembers('measurement', id, revision, JSON.stringify(data)),
      };
      place = { date: localDate, key: id };
    }
    if (rows.length < SLICE_ROWS) return;
  }
}

import type { Measurement } from '@daybook/domain';
import { measurementFromJson } from '@daybook/event-log';

/** A row selected as MEASUREMENT_JSON, of a statement that leaves remembered retractions out: readers never see one. */
export function recordedMeasurement({ row }: { readonly row: string }): Measurement {
  const measurement = measurementFromJson(row);
  if (measurement.situation !== 'recorded') throw new Error(`measurement ${measurement.id} is not recorded`);
  return measurement;
}

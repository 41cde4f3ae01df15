import { compareSamples, type DaySample } from './day-sample.js';
import { compareDevices } from './source.js';

/**
 * One of each set of samples of a source that agree in start, end, value and stage: a live sample and its copy in
 * an export, whatever ids or device spellings they carry. The one of the highest-ranked device stands, of equal
 * devices the one with the first id, so that the order of arrival decides nothing.
 */
export function distinctSamples(samples: Iterable<DaySample>): DaySample[] {
  const distinct = new Map<string, DaySample>();
  for (const sample of samples) {
    const key = `${sample.startAt} ${sample.endAt} ${sample.value} ${sample.stage ?? ''}`;
    const twin = distinct.get(key);
    if (twin === undefined || standsBefore(sample, twin)) distinct.set(key, sample);
  }
  return [...distinct.values()];
}

function standsBefore(sample: DaySample, twin: DaySample): boolean {
  return (compareDevices(sample.device, twin.device) || compareSamples(sample, twin)) < 0;
}

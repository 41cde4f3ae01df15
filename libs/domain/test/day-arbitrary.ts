import fc from 'fast-check';
import { EMPTY_CONTENT } from '../src/content.js';
import type { DaySample } from '../src/day-sample.js';
import type { Measurement } from '../src/measurement.js';
import { SLEEP_STAGES } from '../src/stage.js';
import { dayRecord } from './day-record.js';

/** Few names, instants and values, so that devices, overlaps and duplicates meet often. */
const devices = fc.constantFrom(null, 'Apple Watch', 'Oura Ring', 'iPhone', 'Pedometer app');
const instants = fc.integer({ min: 0, max: 40 });
const values = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1e6, noNaN: true }));

/** Samples of one source with ids of their own; moments are among them. */
export const daySamples = fc.uniqueArray(
  fc
    .record({
      id: fc.uuid({ version: 7 }),
      startAt: instants,
      length: instants,
      value: values,
      device: devices,
    })
    .map(({ startAt, length, ...rest }): DaySample => ({
      ...rest,
      startAt,
      endAt: startAt + length,
      stage: null,
    })),
  { selector: ({ id }) => id, maxLength: 30 },
);

const dayRecords = fc
  .record({
    id: fc.uuid({ version: 7 }),
    kind: fc.constantFrom('sample', 'sample', 'bucket', 'day_total'),
    source: fc.constantFrom('manual', 'healthkit', 'garmin', 'a_scale'),
    state: fc.constantFrom('live', 'live', 'live', 'cleared', 'retracted'),
    startAt: instants,
    length: fc.option(instants),
    value: values,
    device: devices,
    stage: fc.constantFrom(...SLEEP_STAGES),
    deep: fc.option(fc.integer({ min: 0, max: 90 })),
  })
  .map(({ id, kind, source, state, startAt, length, value, device, stage, deep }): Measurement => ({
    ...dayRecord({ id, kind, source }),
    state: kind === 'sample' && state === 'cleared' ? 'live' : state,
    content: {
      ...EMPTY_CONTENT,
      value: state === 'live' || (kind === 'sample' && state === 'cleared') ? value : null,
      startAt: startAt * 60_000,
      endAt: length === null ? null : (startAt + length) * 60_000,
      sourceDevice: device,
      stage,
      details: deep === null ? null : JSON.stringify({ stages: { deep } }),
    },
  }));

/** All records of one metric on one day. A source has one day total at most: the day is its identity. */
export const recordsOfDay = fc
  .uniqueArray(dayRecords, { selector: ({ id }) => id, maxLength: 30 })
  .map((records) => {
    const totals = new Set<string>();
    return records.filter((record) => {
      if (record.kind !== 'day_total') return true;
      const first = !totals.has(record.source);
      totals.add(record.source);
      return first;
    });
  });

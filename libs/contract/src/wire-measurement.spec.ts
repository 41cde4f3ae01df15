import type { Measurement } from '@daybook/domain';
import { wireMeasurement } from './wire-measurement.js';

const MEASUREMENT: Measurement = {
  situation: 'recorded',
  id: '0197f0c4-0000-7000-8000-000000000001',
  kind: 'sample',
  type: 'heart_rate',
  unit: '/min',
  source: 'healthkit',
  externalId: 'A-1',
  content: {
    value: 61.5,
    startAt: Date.UTC(2026, 4, 24, 6, 0, 0, 250),
    startOffset: 120,
    endAt: Date.UTC(2026, 4, 24, 6, 1),
    endOffset: null,
    localDate: '2026-05-24',
    timeZone: 'Europe/Berlin',
    sourceDevice: 'Apple Watch',
    stage: null,
    details: '{"motionContext":1,"nested":{"b":[null]}}',
  },
  recordedValue: 61.5,
  state: 'live',
  revision: 1,
  mutationId: '0197f0c4-0000-7000-8000-000000000009',
  recordedMutationId: '0197f0c4-0000-7000-8000-000000000001',
  contentMutationId: '0197f0c4-0000-7000-8000-000000000001',
  actor: '0197f0c4-0000-7000-8000-00000000000a',
  recordedAt: Date.UTC(2026, 4, 24, 6, 2),
  updatedAt: Date.UTC(2026, 4, 24, 6, 2, 1, 5),
};

describe('a measurement on the wire', () => {
  it('keeps the offset it was measured at, and tells the rest in UTC with milliseconds', () => {
    expect(wireMeasurement(MEASUREMENT)).toMatchObject({
      startAt: '2026-05-24T08:00:00.250+02:00',
      endAt: '2026-05-24T06:01:00Z',
      recordedAt: '2026-05-24T06:02:00.000Z',
      updatedAt: '2026-05-24T06:02:01.005Z',
    });
  });

  it('shows details as the JSON that was sent', () => {
    expect(wireMeasurement(MEASUREMENT).details).toEqual({ motionContext: 1, nested: { b: [null] } });
  });

  it('names the mutation that made the content, not a later one that only confirmed it', () => {
    expect(wireMeasurement(MEASUREMENT).mutationId).toBe(MEASUREMENT.contentMutationId);
  });

  it('shows what is not there as null, in every field', () => {
    const empty = { ...MEASUREMENT.content, value: null, startAt: null, endAt: null, details: null };
    const cleared = wireMeasurement({ ...MEASUREMENT, content: empty, state: 'cleared', externalId: null });
    expect(cleared).toMatchObject({
      value: null,
      startAt: null,
      endAt: null,
      details: null,
      externalId: null,
    });
    expect(Object.keys(cleared)).toEqual(Object.keys(wireMeasurement(MEASUREMENT)));
  });
});

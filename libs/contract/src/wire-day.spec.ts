import type { DayAggregate } from '@daybook/domain';
import { wireDay } from './wire-day.js';

const AGGREGATE: DayAggregate = {
  localDate: '2026-05-24',
  type: 'steps',
  unit: 'count',
  day: {
    value: 9000,
    winner: { source: 'manual', measurementId: '0197f0c4-0000-7000-8000-000000000001' },
    sources: ['healthkit', 'manual'],
    overridden: [{ source: 'healthkit', value: 8003 }],
    count: 1,
    min: 9000,
    max: 9000,
    avg: 9000,
    last: 9000,
  },
  contributions: {},
  revision: 3,
  updatedAt: Date.UTC(2026, 4, 24, 18),
};

describe('a day on the wire', () => {
  it('is named by date and type and shows who won and what was overridden', () => {
    expect(wireDay(AGGREGATE)).toEqual({
      id: '2026-05-24/steps',
      date: '2026-05-24',
      type: 'steps',
      value: 9000,
      unit: 'count',
      winner: { source: 'manual', measurementId: '0197f0c4-0000-7000-8000-000000000001' },
      sources: ['healthkit', 'manual'],
      overridden: [{ source: 'healthkit', value: 8003 }],
      count: 1,
      min: 9000,
      max: 9000,
      avg: 9000,
      last: 9000,
      revision: 3,
      updatedAt: '2026-05-24T18:00:00.000Z',
    });
  });

  it('has the minutes of every stage if it is a night', () => {
    const stages = { deep: 62, rem: 88.5 };
    const night = AGGREGATE.day && { ...AGGREGATE, day: { ...AGGREGATE.day, stages } };
    expect(night && wireDay(night)?.stages).toEqual(stages);
    expect(wireDay(AGGREGATE)).not.toHaveProperty('stages');
  });

  it('is nothing when no live value is left', () => {
    expect(wireDay({ ...AGGREGATE, day: null })).toBeNull();
  });
});

import fc from 'fast-check';
import { recordsOfDay } from '../test/day-arbitrary.js';
import { bodyMass, heartRate, sleep, steps, type DayMetric } from '../test/day-metrics.js';
import { dayRecord, dayTotal, segment } from '../test/day-record.js';
import { contributionsOf, totalContributionOf, withTotal } from './contributions.js';
import type { SampleContribution } from './day-aggregate.js';
import type { Measurement } from './measurement.js';
import type { Metric } from './metric.js';

const metrics = fc.constantFrom(steps, heartRate, bodyMass, sleep);

function samplesOf(
  metric: DayMetric,
  records: readonly Measurement[],
): SampleContribution | null | undefined {
  return contributionsOf(metric, records)['healthkit']?.samples;
}

describe('what the sources contribute to a day', () => {
  it('does not depend on the order of the records, to the last bit and to the order of the keys', () => {
    const orders = recordsOfDay.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    );
    fc.assert(
      fc.property(metrics, orders, (metric, [records, other]) => {
        const contributions = JSON.stringify(contributionsOf(metric, records));
        expect(JSON.stringify(contributionsOf(metric, other))).toBe(contributions);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same whether a day total is put into what was kept or everything is read again', () => {
    fc.assert(
      fc.property(metrics, recordsOfDay, (metric, all) => {
        const records = all.map((record) => ({ ...record, type: metric.code }));
        const patched = records
          .filter(({ kind }) => kind === 'day_total')
          .reduce(
            (kept, total) => withTotal(kept, total.source, totalContributionOf(total)),
            contributionsOf(
              metric,
              records.filter(({ kind }) => kind !== 'day_total'),
            ),
          );
        expect(JSON.stringify(patched)).toBe(JSON.stringify(contributionsOf(metric, records)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same when a source takes its day total back or sends another one', () => {
    fc.assert(
      fc.property(metrics, recordsOfDay, recordsOfDay, (metric, before, after) => {
        const samples = before.filter(({ kind }) => kind !== 'day_total');
        const [newTotal] = after.filter(({ kind }) => kind === 'day_total');
        fc.pre(newTotal !== undefined);
        const others = before.filter(
          ({ kind, source }) => kind === 'day_total' && source !== newTotal.source,
        );
        const patched = withTotal(
          contributionsOf(metric, before),
          newTotal.source,
          totalContributionOf(newTotal),
        );
        expect(JSON.stringify(patched)).toBe(
          JSON.stringify(contributionsOf(metric, [newTotal, ...others, ...samples])),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps figures within their extremes', () => {
    fc.assert(
      fc.property(metrics, recordsOfDay, (metric, records) => {
        for (const { samples } of Object.values(contributionsOf(metric, records))) {
          if (samples === null || samples.count === 0) continue;
          for (const figure of [samples.avg, samples.last]) {
            expect(figure).toBeGreaterThanOrEqual(samples.min);
            expect(figure).toBeLessThanOrEqual(samples.max);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('names its sources in order, whoever came first', () => {
    const records = ['strava', 'fitbit', 'manual', 'constructor'].map((source) => dayRecord({ source }));
    expect(Object.keys(contributionsOf(steps, records))).toEqual([
      'constructor',
      'fitbit',
      'manual',
      'strava',
    ]);
  });

  it('ignores retracted records and cleared buckets', () => {
    const records = [
      dayRecord({ state: 'retracted' }),
      dayTotal(500, { state: 'retracted' }),
      dayRecord({ kind: 'bucket', value: null }),
    ];
    expect(contributionsOf(steps, records)).toEqual({});
  });

  it('keeps a cleared day total, because it silences its source', () => {
    const cleared = dayTotal(null, { id: 'total' });
    expect(contributionsOf(steps, [cleared])).toEqual({
      healthkit: { total: { measurementId: 'total', value: null }, samples: null },
    });
  });

  it('counts a bucket like a sample', () => {
    const records = [
      dayRecord({ kind: 'bucket', value: 70, from: '10:00', to: '10:10' }),
      dayRecord({ value: 30, from: '10:10', to: '10:20' }),
    ];
    expect(samplesOf(steps, records)).toEqual({ value: 100, count: 2, min: 30, max: 70, avg: 50, last: 30 });
  });

  it('describes the records that make up the value, as they were recorded', () => {
    const records = [
      dayRecord({ value: 100, from: '10:00', to: '10:30', device: 'Apple Watch' }),
      dayRecord({ value: 90, from: '10:00', to: '10:30', device: 'iPhone' }),
      dayRecord({ value: 80, from: '10:15', to: '10:45', device: 'iPhone' }),
    ];
    expect(samplesOf(steps, records)).toEqual({ value: 140, count: 2, min: 80, max: 100, avg: 90, last: 80 });
  });
});

describe('equal samples of one source', () => {
  it('count once, whatever their ids and devices', () => {
    const records = [
      dayRecord({ value: 61, from: '10:00', device: 'Sam’s Apple Watch' }),
      dayRecord({ value: 61, from: '10:00', to: '10:00', device: 'name:Apple Watch, hardware:Watch6,7' }),
      dayRecord({ value: 62, from: '10:00' }),
    ];
    expect(samplesOf(heartRate, records)).toMatchObject({ count: 2, avg: 61.5 });
  });

  it('stand as the one of the best device, so that its rank keeps the overlap', () => {
    const records = [
      dayRecord({ id: 'a', value: 10, from: '10:00', to: '10:10', device: 'Pedometer app' }),
      dayRecord({ id: 'z', value: 10, from: '10:00', to: '10:10', device: 'Apple Watch' }),
      dayRecord({ id: 'm', value: 50, from: '10:00', to: '10:10', device: 'iPhone' }),
    ];
    expect(samplesOf(steps, records)).toMatchObject({ value: 10, count: 1 });
  });

  it('count each where the subject entered them: two equal glasses were drunk', () => {
    const glasses = [1, 2].map(() => dayRecord({ source: 'manual', value: 250, from: '10:00' }));
    expect(contributionsOf(steps, glasses)['manual']?.samples).toMatchObject({ value: 500, count: 2 });
  });

  it('count each where they are of different sources', () => {
    const records = ['healthkit', 'garmin'].map((source) => dayRecord({ source, value: 61 }));
    expect(Object.keys(contributionsOf(heartRate, records))).toEqual(['garmin', 'healthkit']);
  });

  it('count each where they end at different times', () => {
    const records = ['10:10', '10:20'].map((to) => dayRecord({ value: 61, from: '10:00', to }));
    expect(samplesOf(heartRate, records)).toMatchObject({ count: 2 });
  });

  it('count each where they say different stages', () => {
    const records = [segment('light', '01:00', '02:00'), segment('in_bed', '01:00', '02:00')];
    expect(samplesOf(sleep, records)?.stages).toEqual({ in_bed: 60, light: 60 });
  });
});

describe('the samples of a discrete metric', () => {
  const weights = [
    dayRecord({ id: 'b', value: 80.4, from: '07:00' }),
    dayRecord({ id: 'c', value: 81.2, from: '21:00' }),
    dayRecord({ id: 'a', value: 80.1, from: '21:00' }),
  ];

  it('make the figure of the daily rule the value', () => {
    const value = (daily: Metric['daily']): number | undefined =>
      samplesOf({ ...bodyMass, daily }, weights)?.value;
    expect([value('min'), value('max'), value('last')]).toEqual([80.1, 81.2, 81.2]);
    expect(value('avg')).toBeCloseTo(80.5667, 4);
  });

  it('are not merged where their intervals overlap', () => {
    const records = [
      dayRecord({ value: 60, from: '10:00', to: '11:00', device: 'Apple Watch' }),
      dayRecord({ value: 70, from: '10:00', to: '11:00', device: 'iPhone' }),
    ];
    expect(samplesOf(heartRate, records)).toMatchObject({ value: 65, count: 2 });
  });

  it('average to what each of them says when all say the same', () => {
    const records = ['10:00', '10:01', '10:02'].map((from) => dayRecord({ value: 0.1, from }));
    expect(samplesOf(heartRate, records)).toMatchObject({ avg: 0.1, min: 0.1, max: 0.1 });
  });
});

describe('the contribution of sleep', () => {
  it('describes the segments asleep and keeps the minutes of every stage', () => {
    const night = [
      segment('in_bed', '00:00', '08:00'),
      segment('light', '01:00', '02:00'),
      segment('deep', '02:00', '02:30'),
      segment('awake', '02:30', '03:00'),
    ];
    expect(samplesOf(sleep, night)).toEqual({
      value: 90,
      count: 2,
      min: 30,
      max: 60,
      avg: 45,
      last: 30,
      stages: { in_bed: 480, awake: 30, light: 60, deep: 30 },
    });
  });

  it('is nothing asleep in a night that only knows time in bed', () => {
    expect(samplesOf(sleep, [segment('in_bed', '00:00', '08:00')])).toEqual({
      value: 0,
      count: 0,
      min: 0,
      max: 0,
      avg: 0,
      last: 0,
      stages: { in_bed: 480 },
    });
  });
});

describe('the contribution of a day total', () => {
  const night = (details: string): Measurement => dayTotal(420, { id: 't', type: 'sleep_duration', details });

  it('has the stage minutes that its details hold, in the order of the stages', () => {
    const total = totalContributionOf(night('{"stages":{"rem":90,"in_bed":480,"deep":0},"app":"Pillow"}'));
    expect(JSON.stringify(total)).toBe(
      '{"measurementId":"t","value":420,"stages":{"in_bed":480,"deep":0,"rem":90}}',
    );
  });

  it.each([
    '{"stages":{"rem":-1}}',
    '{"stages":{"rem":"90"}}',
    '{"stages":{"rem":1e999}}',
    '{"stages":{"rem":90,"snoring":3}}',
    '{"stages":[90]}',
    '{"stages":{}}',
    '{"stages":null}',
    '{"toString":1}',
    '[]',
    'null',
  ])('has no stage minutes for details %s', (details) => {
    expect(totalContributionOf(night(details))).toEqual({ measurementId: 't', value: 420 });
  });

  it('has no stage minutes where it is cleared, or of another metric', () => {
    const details = '{"stages":{"rem":90}}';
    const cleared = dayTotal(null, { id: 't', type: 'sleep_duration', details });
    expect(totalContributionOf(cleared)).toEqual({ measurementId: 't', value: null });
    expect(totalContributionOf(dayTotal(9, { id: 't', details }))).toEqual({ measurementId: 't', value: 9 });
  });

  it('is none where it is retracted, and a sample makes none', () => {
    expect(totalContributionOf(dayTotal(420, { state: 'retracted' }))).toBeNull();
    expect(totalContributionOf(dayRecord())).toBeNull();
  });
});

import { bodyMass, heartRate, sleep, steps, water } from '../test/day-metrics.js';
import { dayOf } from '../test/day-of.js';
import { dayRecord, dayTotal, segment } from '../test/day-record.js';
import { contributionsOf } from './contributions.js';
import { dayValueOf } from './day-value.js';

describe('the value of a day', () => {
  it('is that of the day total, and names it', () => {
    expect(dayOf(steps, [dayTotal(8_003, { id: 'total' })])).toEqual({
      value: 8_003,
      winner: { source: 'healthkit', measurementId: 'total' },
      sources: ['healthkit'],
      overridden: [],
      count: 1,
      min: 8_003,
      max: 8_003,
      avg: 8_003,
      last: 8_003,
    });
  });

  it('is none without a live value', () => {
    expect(dayOf(steps, [])).toBeNull();
    expect(dayOf(steps, [dayTotal(null), dayTotal(5, { source: 'manual', state: 'retracted' })])).toBeNull();
  });

  it('prefers a day total to the samples of its source, up or down', () => {
    const samples = [dayRecord({ value: 5_000 }), dayRecord({ value: 4_000, from: '13:00' })];
    expect(dayOf(steps, [...samples, dayTotal(8_003)])?.value).toBe(8_003);
    expect(dayOf(steps, [...samples, dayTotal(9_500)])?.value).toBe(9_500);
  });

  it('gives the day back to the samples when the day total is retracted', () => {
    const day = dayOf(steps, [dayRecord({ value: 5_000 }), dayTotal(8_003, { state: 'retracted' })]);
    expect(day).toMatchObject({ value: 5_000, winner: { source: 'healthkit' } });
    expect(day?.winner).not.toHaveProperty('measurementId');
  });

  it('silences the samples of a source whose day total was cleared, but no other source', () => {
    const records = [
      dayTotal(null),
      dayRecord({ value: 5_000 }),
      dayRecord({ source: 'fitbit', value: 4_000 }),
    ];
    expect(dayOf(steps, records)).toMatchObject({
      value: 4_000,
      winner: { source: 'fitbit' },
      sources: ['fitbit'],
      overridden: [],
    });
  });
});

describe('the precedence of sources', () => {
  const records = ['zepp', 'fitbit', 'healthkit', 'manual', 'a_scale', 'garmin'].map((source, index) =>
    dayTotal(index + 1, { source }),
  );

  it('is manual, the registry, then the name', () => {
    const day = dayOf(steps, records);
    expect(day?.winner.source).toBe('manual');
    expect(day?.overridden).toEqual([
      { source: 'healthkit', value: 3 },
      { source: 'garmin', value: 6 },
      { source: 'fitbit', value: 2 },
      { source: 'a_scale', value: 5 },
      { source: 'zepp', value: 1 },
    ]);
    expect(day?.sources).toEqual(['a_scale', 'fitbit', 'garmin', 'healthkit', 'manual', 'zepp']);
  });

  it('puts the order of the subject ahead of the registry, but never ahead of manual', () => {
    const day = dayOf(steps, records, ['zepp', 'garmin', 'manual', 'oura', 'zepp']);
    expect([day?.winner.source, ...(day?.overridden ?? []).map(({ source }) => source)]).toEqual([
      'manual',
      'zepp',
      'garmin',
      'healthkit',
      'fitbit',
      'a_scale',
    ]);
  });

  it('does not depend on the order in which contributions are kept', () => {
    const kept = Object.entries(contributionsOf(steps, records)).reverse();
    expect(dayValueOf(steps, Object.fromEntries(kept), null)).toEqual(dayOf(steps, records));
  });

  it('passes over a source that has nothing live', () => {
    const day = dayOf(steps, [dayTotal(null, { source: 'manual' }), dayTotal(8_003)]);
    expect(day).toMatchObject({ value: 8_003, sources: ['healthkit'], overridden: [] });
  });
});

describe('manual values', () => {
  it('override the day as a day total, while HealthKit goes on underneath', () => {
    const manual = dayTotal(10_000, { source: 'manual', id: 'mine' });
    const morning = dayOf(steps, [manual, dayTotal(5_000)]);
    const evening = dayOf(steps, [manual, dayTotal(8_003)]);
    expect(morning?.overridden).toEqual([{ source: 'healthkit', value: 5_000 }]);
    expect(evening).toMatchObject({
      value: 10_000,
      winner: { source: 'manual', measurementId: 'mine' },
      sources: ['healthkit', 'manual'],
      overridden: [{ source: 'healthkit', value: 8_003 }],
    });
    expect(dayOf(steps, [{ ...manual, state: 'retracted' }, dayTotal(8_003)])?.value).toBe(8_003);
  });

  it('are added to a day total when they are glasses of water', () => {
    const glasses = ['10:00', '15:00'].map((from) => dayRecord({ source: 'manual', value: 250, from }));
    expect(dayOf(water, [dayTotal(1_000, { id: 'total' }), ...glasses])).toEqual({
      value: 1_500,
      winner: { source: 'healthkit', measurementId: 'total' },
      sources: ['healthkit', 'manual'],
      overridden: [],
      count: 3,
      min: 250,
      max: 1_000,
      avg: 500,
      last: 1_000,
    });
  });

  it('are added to a timeline, and the losers stay as they are', () => {
    const records = [
      dayRecord({ value: 600, from: '10:00', to: '11:00' }),
      dayRecord({ source: 'garmin', value: 550, from: '10:00', to: '11:00' }),
      dayRecord({ source: 'manual', value: 2_000, from: '10:30' }),
    ];
    expect(dayOf(steps, records)).toMatchObject({
      value: 2_600,
      winner: { source: 'healthkit' },
      sources: ['garmin', 'healthkit', 'manual'],
      overridden: [{ source: 'garmin', value: 550 }],
      count: 2,
    });
  });

  it('win alone where no other source has a live value', () => {
    const records = [dayRecord({ source: 'manual', value: 250 }), dayTotal(null)];
    expect(dayOf(water, records)).toMatchObject({
      value: 250,
      winner: { source: 'manual' },
      sources: ['manual'],
      overridden: [],
    });
  });

  it('do not add samples to a manual day total, which already says it all', () => {
    const records = [
      dayTotal(2_000, { source: 'manual' }),
      dayRecord({ source: 'manual', value: 250 }),
      dayTotal(1_000),
    ];
    expect(dayOf(water, records)).toMatchObject({
      value: 2_000,
      overridden: [{ source: 'healthkit', value: 1_000 }],
    });
  });

  it('win the day of a discrete metric, and leave other metrics alone', () => {
    const records = [
      dayRecord({ value: 82, from: '22:00' }),
      dayRecord({ source: 'manual', value: 80.5, from: '07:00' }),
    ];
    expect(dayOf(bodyMass, records)).toMatchObject({
      value: 80.5,
      winner: { source: 'manual' },
      overridden: [{ source: 'healthkit', value: 82 }],
      count: 1,
    });
    expect(dayOf(steps, [dayTotal(8_003)])?.value).toBe(8_003);
  });

  it('add a nap to the night, stage by stage', () => {
    const records = [
      segment('deep', '01:00', '03:00'),
      segment('asleep', '03:00', '04:00'),
      segment('asleep', '13:00', '13:30', { source: 'manual' }),
      segment('in_bed', '13:00', '14:00', { source: 'manual' }),
    ];
    expect(dayOf(sleep, records)).toMatchObject({
      value: 210,
      count: 3,
      stages: { in_bed: 60, deep: 120, asleep: 90 },
    });
  });

  it('add the stages of a nap to a night whose total has none', () => {
    const nap = segment('light', '13:00', '13:30', { source: 'manual' });
    const total = dayTotal(400, { type: 'sleep_duration' });
    expect(dayOf(sleep, [total, nap])).toMatchObject({ value: 430, stages: { light: 30 } });
  });

  it('leave the figures of a night alone where they only know time in bed', () => {
    const records = [
      segment('deep', '01:00', '03:00'),
      segment('in_bed', '00:00', '08:00', { source: 'manual' }),
    ];
    expect(dayOf(sleep, records)).toMatchObject({
      value: 120,
      count: 1,
      min: 120,
      stages: { in_bed: 480, deep: 120 },
    });
  });

  it('add a nap to a night of which only time in bed is known', () => {
    const records = [
      segment('in_bed', '00:00', '08:00'),
      segment('asleep', '13:00', '13:30', { source: 'manual' }),
    ];
    expect(dayOf(sleep, records)).toMatchObject({ value: 30, count: 1, min: 30, max: 30, avg: 30, last: 30 });
  });
});

describe('the day of a discrete metric', () => {
  it('shows every figure of the winning source and nothing of the others', () => {
    const records = [
      dayRecord({ value: 62, from: '10:00' }),
      dayRecord({ value: 70, from: '12:00' }),
      dayRecord({ value: 48, from: '11:00' }),
      dayRecord({ source: 'garmin', value: 190, from: '11:00' }),
    ];
    expect(dayOf(heartRate, records)).toEqual({
      value: 60,
      winner: { source: 'healthkit' },
      sources: ['garmin', 'healthkit'],
      overridden: [{ source: 'garmin', value: 190 }],
      count: 3,
      min: 48,
      max: 70,
      avg: 60,
      last: 70,
    });
  });
});

describe('a night of sleep as a day', () => {
  const bedtime = segment('in_bed', '00:00', '08:00');
  const slept = segment('deep', '01:00', '03:00', { source: 'oura' });

  it('is won by a source that measured sleep, not by one that only knows time in bed', () => {
    expect(dayOf(sleep, [bedtime, slept])).toMatchObject({
      value: 120,
      winner: { source: 'oura' },
      sources: ['healthkit', 'oura'],
      overridden: [{ source: 'healthkit', value: 0 }],
      stages: { deep: 120 },
    });
    const lying = segment('awake', '01:00', '03:00');
    expect(dayOf(sleep, [bedtime, lying, slept])?.winner.source).toBe('healthkit');
  });

  it('shows the time in bed when nobody knows more', () => {
    expect(dayOf(sleep, [bedtime])).toMatchObject({
      value: 0,
      winner: { source: 'healthkit' },
      stages: { in_bed: 480 },
    });
  });

  it('is won by a total that says nobody slept', () => {
    const total = dayTotal(0, { type: 'sleep_duration', details: '{"stages":{"in_bed":480}}' });
    expect(dayOf(sleep, [total, slept])).toMatchObject({ value: 0, winner: { source: 'healthkit' } });
  });

  it('takes the stages of a day total that beats its segments', () => {
    const total = dayTotal(400, { type: 'sleep_duration', details: '{"stages":{"deep":100,"light":300}}' });
    expect(dayOf(sleep, [total, segment('rem', '01:00', '02:00')])).toMatchObject({
      value: 400,
      stages: { light: 300, deep: 100 },
    });
  });

  it('has one night out of six apps that wrote to HealthKit', () => {
    const apps = ['AutoSleep', 'Pillow', 'Sleep Cycle', 'Clock', 'Beddit', 'HeartWatch'];
    const night = apps.flatMap((device, index) => [
      segment('in_bed', '00:00', '08:00', { device }),
      segment('asleep', `0${index}:30`, '07:30', { device }),
    ]);
    expect(dayOf(sleep, night)).toMatchObject({ value: 420, stages: { in_bed: 480, asleep: 420 } });
  });
});

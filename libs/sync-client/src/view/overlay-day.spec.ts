import type { WireDay } from '@daybook/contract';
import { aMutation } from '../../test/storage-conformance.js';
import { predictByRegistry } from '../metrics.js';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import { targetOf, type Intention } from '../outbox/intention.js';
import { predictTotals, type Predict } from './claim.js';
import { overlayDay } from './overlay-day.js';

const DATE = '2026-05-24';
const TOTAL = `stats:steps:${DATE}`;
const STEPS = `${DATE}/steps`;

const healthKit = (value: number): WireDay => ({
  id: STEPS,
  date: DATE,
  type: 'steps',
  unit: 'count',
  value,
  winner: { source: 'healthkit', measurementId: 'hk' },
  sources: ['healthkit'],
  overridden: [],
  count: 1,
  min: value,
  max: value,
  avg: value,
  last: value,
  revision: 4,
  updatedAt: '2026-05-24T08:00:00.000Z',
});

describe('what a day shows while mutations wait', () => {
  const waiting = (day: string, ...items: Intention[]): QueuedMutation[] =>
    items.map((part, i) => {
      const item = { id: `0197f0c4-0000-7000-8000-00000000000${i}`, ...part };
      return aMutation(i + 1, { item, day, record: targetOf(item).record ?? item.id });
    });
  const shown = (
    day: WireDay | null,
    items: Intention[],
    predict: Predict = predictTotals,
    id = STEPS,
  ): WireDay | null => overlayDay(id, day, waiting(id, ...items), predict);
  const manual = { type: 'steps', source: 'manual', externalId: TOTAL, value: 4_800 };

  it('is the manual value, with what it overrides', () => {
    expect(shown(healthKit(8_003), [manual])).toMatchObject({
      value: 4_800,
      winner: { source: 'manual' },
      sources: ['healthkit', 'manual'],
      overridden: [{ source: 'healthkit', value: 8_003 }],
      revision: 4,
    });
  });

  it('is the manual value alone where nothing was known', () => {
    expect(shown(null, [manual])).toMatchObject({
      id: STEPS,
      date: DATE,
      type: 'steps',
      value: 4_800,
      overridden: [],
    });
  });

  it('is what was overridden again when the manual value is taken back', () => {
    const overridden = shown(healthKit(8_003), [manual]) as WireDay;
    const retraction = { retract: true as const, externalId: TOTAL, source: 'manual' };
    expect(shown(overridden, [retraction])).toMatchObject({
      value: 8_003,
      winner: { source: 'healthkit' },
      overridden: [],
      sources: ['healthkit'],
    });
    expect(shown(shown(null, [manual]), [retraction])).toBeNull();
    expect(shown(overridden, [{ ...manual, value: null }])).toMatchObject({ value: 8_003 });
  });

  it('stays manual when another source says something else, which then waits underneath', () => {
    const overridden = shown(healthKit(8_003), [manual]) as WireDay;
    expect(shown(overridden, [{ ...manual, source: 'healthkit', value: 9_000 }])).toMatchObject({
      value: 4_800,
      winner: { source: 'manual' },
      overridden: [{ source: 'healthkit', value: 9_000 }],
    });
  });

  it('follows the order of the ids, whatever the order of the queue', () => {
    const rows = waiting(STEPS, { ...manual, value: 1 }, { ...manual, value: 2 });
    expect(overlayDay(STEPS, null, [...rows].reverse(), predictTotals)?.value).toBe(2);
  });

  it('does not count what failed', () => {
    const [row] = waiting(STEPS, manual) as [QueuedMutation];
    expect(overlayDay(STEPS, healthKit(8_003), [{ ...row, state: 'failed' }], predictTotals)?.value).toBe(
      8_003,
    );
  });

  it('is what the verdict says of the record, until the change arrives', () => {
    const [row] = waiting(STEPS, manual) as [QueuedMutation];
    const facts = { index: 0, id: row.key, status: 'superseded', state: 'live', value: 5_555 } as const;
    const acknowledged = { ...row, state: 'acknowledged', verdict: facts } as const;
    expect(overlayDay(STEPS, healthKit(8_003), [acknowledged], predictTotals)?.value).toBe(5_555);
    const retracted = { ...acknowledged, verdict: { ...facts, state: 'retracted' } } as const;
    expect(overlayDay(STEPS, healthKit(8_003), [retracted], predictTotals)?.value).toBe(8_003);
  });

  it('follows the correction or retraction of the record that won the day', () => {
    expect(shown(healthKit(1), [{ measurementId: 'hk', value: 5 }])?.value).toBe(5);
    expect(shown(healthKit(1), [{ measurementId: 'hk', retract: true }])).toBeNull();
    expect(shown(healthKit(1), [{ measurementId: 'other', retract: true }])?.value).toBe(1);
  });

  it('does not guess units and samples without the registry', () => {
    const inKilograms = { ...healthKit(80), id: `${DATE}/body_mass`, type: 'body_mass', unit: 'kg' };
    const pounds = {
      type: 'body_mass',
      source: 'manual',
      externalId: `stats:body_mass:${DATE}`,
      value: 180,
      unit: 'lb',
    };
    expect(shown(inKilograms, [pounds], predictTotals, `${DATE}/body_mass`)?.value).toBe(80);
    const glass = { type: 'steps', source: 'manual', value: 100, startAt: `${DATE}T08:00:00Z` };
    expect(shown(healthKit(1_000), [glass])?.value).toBe(1_000);
  });

  it('counts a sample that waits as it was corrected, and not at all when it was taken back', () => {
    const measurementId = '0197f0c4-0000-7000-8000-000000000000';
    const sample = { type: 'steps', source: 'manual', value: 100, startAt: `${DATE}T08:00:00Z` };
    const after = (...items: Intention[]): number | undefined =>
      shown(healthKit(1_000), [sample, ...items], predictByRegistry)?.value;
    expect(after()).toBe(1_100);
    expect(after({ measurementId, value: 200 })).toBe(1_200);
    expect(after({ measurementId, value: 200 }, { measurementId, retract: true })).toBe(1_000);
    const walk = { ...sample, externalId: 'walk' };
    const back = { retract: true as const, type: 'steps', source: 'manual', externalId: 'walk' };
    expect(shown(null, [walk, back], predictByRegistry)).toBeNull();
  });

  it('counts a sample once that is recorded anew while it still waits', () => {
    const walk = { type: 'steps', source: 'manual', externalId: 'walk' };
    const back = { ...walk, retract: true as const };
    const [first, anew] = [
      { ...walk, value: 100, startAt: `${DATE}T08:00:00Z` },
      { ...walk, value: 200, startAt: `${DATE}T08:00:00Z` },
    ];
    expect(shown(healthKit(1_000), [first, anew], predictByRegistry)?.value).toBe(1_200);
    expect(shown(healthKit(1_000), [first, back, anew], predictByRegistry)?.value).toBe(1_200);
  });

  it('converts units and adds samples with the registry', () => {
    const weight = `${DATE}/body_mass`;
    const pounds = {
      type: 'body_mass',
      source: 'manual',
      value: 180,
      unit: 'lb',
      startAt: `${DATE}T08:00:00Z`,
    };
    expect(shown(null, [pounds], predictByRegistry, weight)).toMatchObject({ value: 81.6466266, unit: 'kg' });
    const glass = { type: 'steps', source: 'manual', value: 100, startAt: `${DATE}T08:00:00Z` };
    expect(shown(healthKit(1_000), [glass, glass], predictByRegistry)).toMatchObject({
      value: 1_200,
      winner: { source: 'healthkit' },
    });
    expect(shown(healthKit(1_000), [glass, glass], predictByRegistry)?.sources).toEqual([
      'healthkit',
      'manual',
    ]);
    const overridden = shown(healthKit(8_003), [manual]) as WireDay;
    expect(shown(overridden, [glass], predictByRegistry)?.value).toBe(4_800);
    expect(shown(healthKit(1), [{ ...glass, unit: 'furlong' }], predictByRegistry)?.value).toBe(1);
  });
});

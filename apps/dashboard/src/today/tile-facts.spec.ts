import type { WireDay } from '@daybook/contract';
import type { DayView } from '@daybook/sync-client';
import { factsOf, tileFacts } from './tile-facts.js';

const day = (date: string, value: number): WireDay => ({
  ...{ id: `${date}/steps`, date, type: 'steps', value, unit: 'count', winner: { source: 'healthkit' } },
  ...{ sources: ['healthkit'], overridden: [], count: 1, min: value, max: value, avg: value, last: value },
  ...{ revision: 1, updatedAt: `${date}T12:00:00.000Z` },
});

const view = (date: string, value: number): DayView => ({
  date,
  type: 'steps',
  shown: day(date, value),
  confirmed: day(date, value),
  waiting: [],
  failed: [],
});

const DATE = '2026-05-24';

describe('the facts of a tile', () => {
  it('are the day, the fortnight before it and what is usual', () => {
    const facts = tileFacts([view('2026-05-22', 4000), view('2026-05-23', 8000), view(DATE, 300)], DATE).get(
      'steps',
    );
    expect(facts).toMatchObject({
      day: { value: 300 },
      usual: 6000,
      before: { value: 8000 },
      isWaiting: false,
    });
    expect(facts?.values).toHaveLength(14);
    expect(facts?.values.slice(-4)).toEqual([null, 4000, 8000, 300]);
  });

  it('know the newest value of a metric that has none today', () => {
    expect(factsOf('steps', [view('2026-05-20', 7000)], DATE)).toMatchObject({
      day: null,
      before: { value: 7000 },
    });
  });

  it('say nothing of a metric without values', () => {
    expect(factsOf('steps', [], DATE)).toMatchObject({ day: null, usual: null, before: null });
  });

  it('name the newest entry of the day that failed', () => {
    const failed = [5, 7, 6].map((order) => ({ order })) as unknown as DayView['failed'];
    expect(factsOf('steps', [{ ...view(DATE, 4800), failed }], DATE)).toMatchObject({
      day: { value: 4800 },
      failed: { order: 7 },
    });
    expect(factsOf('steps', [view(DATE, 4800)], DATE).failed).toBeNull();
  });

  it('do not count a day that waits as known by the server', () => {
    const waiting = { ...view(DATE, 9000), confirmed: null, waiting: [{} as DayView['waiting'][number]] };
    expect(factsOf('steps', [waiting], DATE)).toMatchObject({
      day: { value: 9000 },
      confirmed: null,
      isWaiting: true,
    });
  });
});

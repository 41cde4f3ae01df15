import type { WireDay } from '@daybook/contract';
import { shownUnit } from '../format/shown-unit.js';
import { chartData } from './chart-data.js';
import { metricCsv } from './metric-csv.js';
import { figuresOf, type Period } from './period.js';

const day = (date: string, value: number, more: Partial<WireDay> = {}): WireDay => ({
  ...{ id: `${date}/x`, date, type: 'x', value, unit: 'count', winner: { source: 'healthkit' } },
  ...{ sources: ['healthkit'], overridden: [], count: 1, min: value, max: value, avg: value, last: value },
  ...{ revision: 1, updatedAt: '2026-05-24T18:00:00.000Z' },
  ...more,
});

const period = (...days: readonly (WireDay | null)[]): Period => ({
  dates: days.map((_, i) => `2026-05-${22 + i}`),
  days,
  waiting: new Set(),
});

const STEPS = shownUnit({ code: 'steps', unit: 'count', decimals: 0 });
const SLEEP = shownUnit({ code: 'sleep_duration', unit: 'min', decimals: 0 });
const MANUAL = { winner: { source: 'manual' }, overridden: [{ source: 'healthkit', value: 8003 }] };

describe('the columns of a chart', () => {
  it('have a place for every day, and keep apart what was entered by hand', () => {
    const { columns } = chartData(
      period(day('2026-05-22', 100), null, day('2026-05-24', 300, MANUAL)),
      'bars',
      STEPS,
    );
    expect(columns).toEqual([
      [1779408000, 1779494400, 1779580800],
      [100, null, null],
      [null, null, 300],
    ]);
  });

  it('hold the edges of the band before the line of a discrete metric', () => {
    const { tracks, columns } = chartData(
      period(day('2026-05-22', 60, { min: 50, max: 120 })),
      'band',
      STEPS,
    );
    expect(tracks).toEqual(['max', 'min', 'value', 'entered']);
    expect(columns.slice(1)).toEqual([[120], [50], [60], [null]]);
  });

  it('stack the stages of a night in hours, the whole night first', () => {
    const night = day('2026-05-22', 420, {
      stages: { deep: 60, light: 240, rem: 120, awake: 30, in_bed: 480 },
    });
    const { tracks, columns } = chartData(period(night), 'stages', SLEEP);
    expect(tracks).toEqual(['awake', 'asleep', 'rem', 'light', 'deep']);
    expect(columns.slice(1)).toEqual([[7.5], [null], [7], [5], [1]]);
  });

  it('show a night without stages as sleep throughout', () => {
    const { columns } = chartData(period(day('2026-05-22', 420)), 'stages', SLEEP);
    expect(columns.slice(1)).toEqual([[null], [7], [null], [null], [null]]);
  });
});

describe('the figures of a period', () => {
  it('leave days without a value out', () => {
    expect(figuresOf(period(day('2026-05-22', 100), null, day('2026-05-24', 300)), 'days')).toEqual({
      count: 2,
      total: 400,
      average: 200,
      lowest: 100,
      highest: 300,
    });
  });

  it('reach to the extremes of the samples where a day has many', () => {
    const figures = figuresOf(period(day('2026-05-22', 60, { min: 41, max: 181 })), 'samples');
    expect(figures).toMatchObject({ lowest: 41, highest: 181, average: 60 });
  });

  it('are none without values', () => {
    expect(figuresOf(period(null, null), 'days')).toBeNull();
  });
});

describe('the file for programs', () => {
  it('has canonical values with a point, what was overridden, and a column per stage that occurred', () => {
    const rows = metricCsv(
      period(
        day('2026-05-22', 420.5, { stages: { deep: 60, rem: 90 } }),
        null,
        day('2026-05-24', 400, MANUAL),
      ),
    );
    expect(rows.split('\r\n')).toEqual([
      'date,value,unit,min,max,avg,last,count,source,overridden,changed_at,deep,rem',
      '2026-05-22,420.5,count,420.5,420.5,420.5,420.5,1,healthkit,,2026-05-24T18:00:00.000Z,60,90',
      '2026-05-24,400,count,400,400,400,400,1,manual,healthkit=8003,2026-05-24T18:00:00.000Z,,',
      '',
    ]);
  });

  it('quotes what would break a line', () => {
    expect(metricCsv(period(day('2026-05-22', 1, { unit: 'a "b", c' })))).toContain(
      '2026-05-22,1,"a ""b"", c",',
    );
  });
});

import type { WireDay } from '@daybook/contract';
import { metricCsv } from './metric-csv.js';

const DAY: WireDay = {
  ...{ id: '2026-05-24/x_score', date: '2026-05-24', type: 'x_score', value: -3.5, unit: 'points' },
  ...{ winner: { source: 'manual' }, sources: ['healthkit', 'manual'] },
  ...{
    overridden: [{ source: 'healthkit', value: 1.25 }],
    count: 1,
    min: -3.5,
    max: -3.5,
    avg: -3.5,
    last: -3.5,
  },
  ...{ revision: 1, updatedAt: '2026-05-24T08:00:00.000Z' },
};

const rowsOf = (...days: (WireDay | null)[]): string[] =>
  metricCsv({ dates: days.map(() => '2026-05-24'), days, waiting: new Set() }).split('\r\n');

describe('the file of a metric', () => {
  it('has a row for each day with a value, numbers with a point and whole', () => {
    expect(rowsOf(DAY, null)).toEqual([
      'date,value,unit,min,max,avg,last,count,source,overridden,changed_at',
      '2026-05-24,-3.5,points,-3.5,-3.5,-3.5,-3.5,1,manual,healthkit=1.25,2026-05-24T08:00:00.000Z',
      '',
    ]);
  });

  it('has a column for each stage that a night tells', () => {
    const [head, row] = rowsOf({ ...DAY, stages: { deep: 62, rem: 88.5 } });
    expect(head).toMatch(/,changed_at,deep,rem$/);
    expect(row).toMatch(/,62,88.5$/);
  });

  it.each([
    ['a, b', '"a, b"'],
    ['6" lines', '"6"" lines"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1,A2)', '"\'@SUM(A1,A2)"'],
    ['-', "'-"],
  ])('holds the unit %s as a text, and as nothing that a spreadsheet runs', (unit, written) => {
    expect(rowsOf({ ...DAY, unit })[1]).toMatch(`2026-05-24,-3.5,${written},-3.5`);
  });
});

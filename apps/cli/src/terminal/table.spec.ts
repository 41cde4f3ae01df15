import { textTable } from './table.js';

describe('a table', () => {
  it('lines its columns up, numbers to the right', () => {
    const columns = [{ title: 'date' }, { title: 'value', align: 'right' as const }, { title: 'unit' }];
    expect(
      textTable(columns, [
        ['2026-05-24', '7', 'count'],
        ['2026-05-25', '12 000', ''],
      ]),
    ).toBe(
      [
        'date         value  unit',
        '──────────  ──────  ─────',
        '2026-05-24       7  count',
        '2026-05-25  12 000',
      ].join('\n'),
    );
  });
});

import { historyOf, type DayRevision } from './day-history.js';

const revision = (mutationId: string, recordedAt: string, value: number): DayRevision => ({
  measurementId: 'total',
  mutationId,
  event: 'StatsOverwritten',
  value,
  previousValue: null,
  unit: 'count',
  superseded: false,
  source: 'healthkit',
  sourceDevice: null,
  actor: null,
  reason: null,
  clientTime: recordedAt,
  recordedAt,
});

const NIGHT = '2026-05-24T22:00:00.000Z';
const NOON = '2026-05-24T12:00:00.000Z';

describe('the history of a day', () => {
  it('stands newest first, with the revision that holds now', () => {
    const record = { id: 'total', mutationId: 'b', startAt: null, endAt: null, stage: null };
    const { lines } = historyOf([revision('a', NOON, 300), revision('b', NIGHT, 5300)], [record]);
    expect(lines.map((line) => [line.revision.value, line.isCurrent])).toEqual([
      [5300, true],
      [300, false],
    ]);
  });

  it('has a moment for each change, also when two arrived together', () => {
    const { moments } = historyOf(
      [revision('a', NOON, 1), revision('b', NIGHT, 2), revision('c', NIGHT, 3)],
      [],
    );
    expect(moments).toEqual([NOON, NIGHT]);
  });

  it('knows no time of a record that does not stand any more', () => {
    const { lines } = historyOf([revision('a', NOON, 300)], []);
    expect(lines).toEqual([expect.objectContaining({ measured: null, isCurrent: false })]);
  });
});

import type { QueuedMutation } from '@daybook/sync-client';
import type { HistoryLine } from './day-history.js';
import { queuedLines } from './queued-lines.js';

const queued = (order: number, id: string): QueuedMutation => ({
  order,
  key: id,
  state: 'pending',
  position: 0,
  item: { id, type: 'steps', value: order, externalId: 'stats:steps:2026-05-24', source: 'manual' },
  naming: 'timed',
  record: 'total',
  day: '2026-05-24/steps',
  after: '',
  intendedAt: order,
  tries: 0,
  waits: 0,
  problem: null,
  verdict: null,
});

const recorded = (mutationId: string): HistoryLine => ({
  revision: {
    measurementId: 'total',
    mutationId,
    event: 'StatsOverwritten',
    value: 1,
    previousValue: null,
    unit: 'count',
    superseded: false,
    source: 'manual',
    sourceDevice: null,
    actor: null,
    reason: null,
    clientTime: '2026-05-24T12:00:00.000Z',
    recordedAt: '2026-05-24T12:00:00.000Z',
  },
  measured: null,
  isCurrent: true,
});

describe('what was entered for a day and is not in its history', () => {
  it('stands newest first, what waits among what was refused', () => {
    const day = { waiting: [queued(1, 'a'), queued(3, 'c')], failed: [queued(2, 'b')] };
    expect(queuedLines(day, undefined).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  });

  it('is not told twice when only the answer was lost', () => {
    const day = { waiting: [queued(1, 'a'), queued(2, 'b')], failed: [] };
    expect(queuedLines(day, { lines: [recorded('a')] }).map(({ key }) => key)).toEqual(['b']);
  });
});

import { logEvent, type LogEvent } from '@daybook/domain';
import type { StoredCommit } from '@daybook/event-log';
import type { DaysWanted } from './days-wanted.js';
import { foldDays } from './fold-days.js';

const START = Date.UTC(2026, 4, 24, 8);
const EVERYTHING: DaysWanted = { from: null, to: null, type: null, asOf: null };

const id = (at: number) => `0197f0c4-2a6f-7c3e-9b1d-${String(at).padStart(12, '0')}`;

function heartRate(at: number, localDate: string, value: number): LogEvent {
  return logEvent('MeasurementRecorded', id(at), {
    measurementId: id(at),
    metric: 'heart_rate',
    value,
    unit: '/min',
    source: 'healthkit',
    startAt: START + at * 60_000,
    startOffset: 0,
    localDate,
  });
}

/** A log of one event a commit, a day apart. */
async function* log(events: readonly LogEvent[]): AsyncGenerator<StoredCommit> {
  for (const [at, event] of events.entries()) {
    yield await Promise.resolve({
      firstVersion: at + 1,
      lastVersion: at + 1,
      commitId: id(1_000 + at),
      actorId: id(0),
      deviceId: null,
      requestId: 'spec',
      reason: null,
      recordedAt: START + at * 86_400_000,
      salt: new Uint8Array(16),
      contentHash: new Uint8Array(32),
      hash: new Uint8Array(32),
      previousHash: null,
      events: [{ version: at + 1, txid: String(at + 1), position: at + 1, event }],
    });
  }
}

const EVENTS = [
  heartRate(1, '2026-05-24', 60),
  heartRate(2, '2026-05-25', 70),
  heartRate(3, '2026-05-24', 80),
  logEvent('MeasurementRetracted', id(4), {
    measurementId: id(1),
    previousValue: 60,
    previousLocalDate: '2026-05-24',
  }),
  logEvent('MeasurementRetracted', id(5), {
    measurementId: id(2),
    previousValue: 70,
    previousLocalDate: '2026-05-25',
  }),
];

async function folded(wanted: Partial<DaysWanted>) {
  const { days, version } = await foldDays(log(EVENTS), { ...EVERYTHING, ...wanted });
  return { version, days: days.map(({ id: day, count, value }) => [day, count, value]) };
}

describe('folding the log into days', () => {
  it('comes to what its events say, and shows no day that holds nothing any more', async () => {
    expect(await folded({})).toEqual({ version: 5, days: [['2026-05-24/heart_rate', 1, 80]] });
  });

  it('stops at the moment that is asked about', async () => {
    expect(await folded({ asOf: START })).toEqual({ version: 1, days: [['2026-05-24/heart_rate', 1, 60]] });
    const third = await folded({ asOf: START + 2 * 86_400_000 });
    expect(third.days).toEqual([
      ['2026-05-24/heart_rate', 2, 70],
      ['2026-05-25/heart_rate', 1, 70],
    ]);
    expect(await folded({ asOf: START - 1 })).toEqual({ version: 0, days: [] });
  });

  it('says the same of a part as of the whole, also when what is retracted lies outside it', async () => {
    const day = { from: '2026-05-24', to: '2026-05-24' };
    expect((await folded(day)).days).toEqual((await folded({})).days);
    expect((await folded({ type: 'steps' })).days).toEqual([]);
    expect((await folded({ type: 'heart_rate' })).days).toEqual((await folded({})).days);
  });

  it('passes over a commit that was erased', async () => {
    async function* erased(): AsyncGenerator<StoredCommit> {
      for await (const commit of log(EVENTS.slice(0, 3)))
        yield commit.firstVersion === 1 ? { ...commit, salt: null } : commit;
    }
    const { days } = await foldDays(erased(), EVERYTHING);
    expect(days.map(({ id: day, value }) => [day, value])).toEqual([
      ['2026-05-24/heart_rate', 80],
      ['2026-05-25/heart_rate', 70],
    ]);
  });
});

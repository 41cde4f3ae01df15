import { readFileSync, utimesSync } from 'node:fs';
import { mutationIdTime } from '@daybook/domain';
import { countsByKind, fixture, readAll, refused } from '../../test/read-all.js';
import { removeTemporaryFiles, temporaryFile } from '../../test/temporary-file.js';
import type { ImportOptions } from '../import-options.js';
import { readHealthAutoExport } from './read-health-auto-export.js';

const EXPORTED_AT_MS = Date.parse('2024-02-08T00:00:00Z');

function read(path: string, options: Partial<ImportOptions> = {}) {
  return readAll(
    readHealthAutoExport({ path }, { timeZone: 'Asia/Singapore', exportedAtMs: EXPORTED_AT_MS, ...options }),
  );
}

function readJson(payload: unknown, options: Partial<ImportOptions> = {}) {
  return read(temporaryFile('export.json', JSON.stringify(payload)), options);
}

function metric(name: string, units: string, dates: readonly string[], qty = 1) {
  return { data: dates.map((date, i) => ({ date, qty: qty + i })), units, name };
}

afterAll(removeTemporaryFiles);

describe('an export grouped by day', () => {
  const days = () => read(fixture('health-auto-export', 'days.json'));

  it('becomes day totals that share the register of the phone’s own', async () => {
    const { items, end } = await days();
    expect(end.broken).toBeNull();
    expect(items.map(({ item }) => [item.externalId, item.type, item.value, item.unit, item.source])).toEqual(
      [
        ['stats:HKQuantityTypeIdentifierStepCount:2024-02-05', 'steps', 8000, 'count', 'healthkit'],
        ['stats:HKQuantityTypeIdentifierStepCount:2024-02-06', 'steps', 9500, 'count', 'healthkit'],
        ['stats:HKQuantityTypeIdentifierStepCount:2024-02-07', 'steps', 400, 'count', 'healthkit'],
        ['stats:HKQuantityTypeIdentifierBodyMass:2024-02-06', 'body_mass', 160.5, 'lb', 'healthkit'],
        [
          'stats:HKQuantityTypeIdentifierOxygenSaturation:2024-02-06',
          'oxygen_saturation',
          97,
          '%',
          'healthkit',
        ],
      ],
    );
    expect(refused(items, EXPORTED_AT_MS)).toEqual([]);
  });

  it('keeps the first of two totals of a day and reports the other', async () => {
    const { passedOver } = await days();
    expect(passedOver).toMatchObject([
      { what: 'step_count', reason: 'the file holds another total of the same day', count: 1, line: 12 },
    ]);
  });

  it('carries the moment that the file names in its ids', async () => {
    const { items } = await days();
    expect(new Set(items.map(({ item }) => mutationIdTime(item.id)))).toEqual(
      new Set([Date.parse('2024-02-07T23:00:00Z')]),
    );
  });

  it('carries the moment it is told, else the file’s modification time, if it names none', async () => {
    const payload = { data: { metrics: [metric('step_count', 'count', ['2024-02-05 00:00:00 +0800'])] } };
    const told = await readJson(payload);
    expect(mutationIdTime(told.items[0]?.item.id ?? '')).toBe(EXPORTED_AT_MS);

    const path = temporaryFile('export.json', JSON.stringify(payload));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const untold = await readAll(readHealthAutoExport({ path }, { timeZone: 'Asia/Singapore' }));
    expect(mutationIdTime(untold.items[0]?.item.id ?? '')).toBe(1_700_000_000_000);
  });

  it('is passed over when it sums whole weeks', async () => {
    const weeks = ['2024-01-01', '2024-01-08', '2024-01-15'].map((date) => `${date} 00:00:00 +0800`);
    const payload = {
      data: { metrics: [metric('step_count', 'count', weeks), metric('vo2_max', 'ml/(kg·min)', weeks)] },
    };
    const { items, passedOver } = await readJson(payload);
    expect(items).toEqual([]);
    expect(countsByKind(passedOver)).toEqual({ step_count: 3, vo2_max: 3 });
    expect(passedOver[0]?.reason).toMatch(/export again with the time grouping/);
  });
});

describe('an export grouped by minute', () => {
  const minutes = () => read(fixture('health-auto-export', 'minutes.json'));

  it('becomes samples, the one at midnight as well', async () => {
    const { items } = await minutes();
    expect(items.slice(0, 2).map(({ item }) => item)).toMatchObject([
      {
        type: 'active_energy_burned',
        value: 0.7685677437484512,
        unit: 'kJ',
        startAt: '2021-12-24T00:00:00+08:00',
        endAt: '2021-12-24T00:01:00+08:00',
        timeZone: 'Asia/Singapore',
        sourceDevice: 'Irvin’s Apple Watch|iPhone',
      },
      { startAt: '2021-12-24T00:01:00+08:00', endAt: '2021-12-24T00:02:00+08:00' },
    ]);
    expect(items.every(({ item }) => item.externalId === undefined)).toBe(true);
    expect(refused(items, EXPORTED_AT_MS)).toEqual([]);
  });

  it('has the ids of its content, whenever it was exported', async () => {
    const later = await read(fixture('health-auto-export', 'minutes.json'), {
      exportedAtMs: EXPORTED_AT_MS + 1,
    });
    expect(later.items).toEqual((await minutes()).items);
  });

  it('keeps the range of a heart rate beside its average', async () => {
    const { items } = await minutes();
    expect(items.find(({ item }) => item.type === 'heart_rate')?.item).toMatchObject({
      value: 72.5,
      unit: 'bpm',
      details: { min: 65, max: 85 },
    });
  });

  it('takes a blood pressure apart', async () => {
    const { items } = await minutes();
    const pressure = items.filter(({ item }) => item.type.startsWith('blood_pressure'));
    expect(pressure.map(({ item }) => [item.type, item.value, item.startAt])).toEqual([
      ['blood_pressure_systolic', 120, '2021-12-24T07:57:30+08:00'],
      ['blood_pressure_diastolic', 80, '2021-12-24T07:57:30+08:00'],
    ]);
  });

  it('counts workouts and metrics that have no counterpart', async () => {
    expect(countsByKind((await minutes()).passedOver)).toEqual({ workouts: 1, mindful_minutes: 1 });
  });

  it('is told from days by all the parts of a metric', async () => {
    const midnight = metric('step_count', 'count', ['2024-02-05 00:00:00 +0800']);
    const morning = metric('step_count', 'count', ['2024-02-05 08:01:00 +0800', '2024-02-05 08:02:00 +0800']);
    const { items } = await readJson({ data: { metrics: [midnight, morning] } });
    expect(items).toHaveLength(3);
    expect(items.every(({ item }) => item.externalId === undefined)).toBe(true);
  });
});

describe('sleep', () => {
  it('becomes the total of its night with the minutes of its stages', async () => {
    const { items, passedOver } = await read(fixture('health-auto-export', 'nights.json'));
    expect(
      items.map(({ item }) => [item.externalId?.slice(-10), item.value, item.unit, item.details]),
    ).toEqual([
      ['2021-12-18', 366.5, 'min', { stages: { in_bed: 408.584, asleep: 366.5 } }],
      [
        '2023-01-31',
        325,
        'min',
        { stages: { in_bed: 488.701, awake: 7, light: 198, deep: 51.5, rem: 75.5 } },
      ],
      ['2024-02-06', 450, 'min', { stages: { light: 210, deep: 90, rem: 120, asleep: 30 } }],
    ]);
    expect(items[0]?.item).toMatchObject({
      startAt: '2021-12-18T02:21:06+08:00',
      endAt: '2021-12-18T08:57:06+08:00',
      sourceDevice: 'Irvin’s Apple Watch',
    });
    expect(passedOver).toMatchObject([
      { what: 'sleep_analysis', reason: 'it holds no minutes asleep', count: 1 },
    ]);
    expect(refused(items, EXPORTED_AT_MS)).toEqual([]);
  });

  it('becomes segments where the app wrote segments', async () => {
    const { items, passedOver } = await read(fixture('health-auto-export', 'segments.json'));
    expect(items.map(({ item }) => [item.stage, item.startAt, item.value])).toEqual([
      ['light', '2021-12-18T02:21:06+08:00', undefined],
      ['in_bed', '2021-12-18T04:21:06+08:00', undefined],
    ]);
    expect(passedOver).toMatchObject([{ reason: 'its sleep stage is not known', line: 22 }]);
    expect(refused(items, EXPORTED_AT_MS)).toEqual([]);
  });

  it('belongs to the date of the app where no times are given', async () => {
    const payload = {
      data: { metrics: [{ name: 'sleep_analysis', units: 'hr', data: [{ date: '2024-02-06', asleep: 7 }] }] },
    };
    const { items } = await readJson(payload);
    expect(items.map(({ item }) => item.externalId)).toEqual([
      'stats:HKCategoryTypeIdentifierSleepAnalysis:2024-02-06',
    ]);
  });
});

describe('a part of an export', () => {
  it('is taken from a day and for some types', async () => {
    const { items } = await read(fixture('health-auto-export', 'days.json'), {
      since: '2024-02-06',
      types: ['steps'],
    });
    expect(items.map(({ item }) => item.externalId?.slice(-10))).toEqual(['2024-02-06', '2024-02-07']);
  });
});

describe('a file of another kind', () => {
  it('is read the same as an array of payloads or without its outer member', async () => {
    const payload = { metrics: [metric('step_count', 'count', ['2024-02-05 00:00:00 +0800'], 5)] };
    for (const shape of [payload, [{ data: { metrics: [] } }, { data: payload }]]) {
      expect((await readJson(shape)).items).toMatchObject([{ item: { type: 'steps', value: 5 } }]);
    }
  });

  it('is read up to where it was cut off', async () => {
    const text = readFileSync(fixture('health-auto-export', 'minutes.json'), 'utf8');
    const { items, end } = await read(
      temporaryFile('export.json', text.slice(0, text.indexOf('"workouts"'))),
    );
    expect(items).toHaveLength(5);
    expect(end.broken).toMatchObject({ message: expect.stringMatching(/truncated/) as string });
  });

  it.each([['{"name": "x"}'], ['[1, 2]'], ['hello'], ['{"data": {"workouts_old": []}}']])(
    'is refused with what to give instead: %s',
    async (text) => {
      await expect(read(temporaryFile('export.json', text))).rejects.toThrow(/export format JSON\.$/);
    },
  );

  it('reports points that say nothing', async () => {
    const data = [5, { qty: 1 }, { date: '2024-02-05 08:00:00 +0800' }, { date: 'soon', qty: 3 }];
    const { items, passedOver } = await readJson({
      data: { metrics: [{ name: 'step_count', units: 'count', data }] },
    });
    expect(items).toEqual([]);
    expect(passedOver.map(({ reason, count }) => [reason, count])).toEqual([
      ['its date cannot be read', 2],
      ['it is no JSON object', 1],
      ['it has neither qty nor Avg', 1],
    ]);
  });
});

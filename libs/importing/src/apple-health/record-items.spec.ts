import { deviceRank } from '@daybook/domain';
import { appleExport, record } from '../../test/apple-export.js';
import { readAll } from '../../test/read-all.js';
import { removeTemporaryFiles, temporaryFile } from '../../test/temporary-file.js';
import type { ImportOptions } from '../import-options.js';
import { readAppleHealth } from './read-apple-health.js';

const WATCH =
  '&lt;&lt;HKDevice: 0x282a45810&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,7, software:10.2&gt;';
const SLEEP = 'HKCategoryTypeIdentifierSleepAnalysis';

function read(elements: readonly string[], options: Partial<ImportOptions> = {}) {
  const path = temporaryFile('export.xml', appleExport(...elements));
  return readAll(readAppleHealth({ path }, { timeZone: 'Europe/Berlin', ...options }));
}

async function onlyItem(element: string) {
  const { items } = await read([element]);
  expect(items).toHaveLength(1);
  return items[0]?.item;
}

afterAll(removeTemporaryFiles);

describe('a record of an export', () => {
  it('becomes an item with its instants, its value as printed and the zone of the import', async () => {
    expect(await onlyItem(record())).toEqual({
      // Written out: if ids ever changed, importing an old file again would double everything.
      id: '018fa92f-4b00-70be-9f34-7de879c0c0ff',
      type: 'steps',
      value: 100,
      unit: 'count',
      startAt: '2024-05-24T08:00:00+02:00',
      endAt: '2024-05-24T08:01:00+02:00',
      timeZone: 'Europe/Berlin',
      source: 'healthkit',
      sourceDevice: 'Phone',
      details: { sourceName: 'Phone' },
    });
  });

  it('keeps the zone it was measured in', async () => {
    expect(await onlyItem(record({}, { HKTimeZone: 'Asia/Tokyo' }))).toMatchObject({
      timeZone: 'Asia/Tokyo',
    });
    expect(await onlyItem(record({}, { HKTimeZone: 'GMT+0900' }))).toMatchObject({
      timeZone: 'Europe/Berlin',
    });
  });

  it('names its device so that a watch can be told from a phone', async () => {
    const watch = await onlyItem(
      record({ sourceName: 'Sam’s\u00a0Watch', sourceVersion: '10.2', device: WATCH }),
    );
    const phone = await onlyItem(record({ sourceName: 'Sam’s iPhone' }));
    expect(watch).toMatchObject({
      sourceDevice: 'Sam’s\u00a0Watch (Watch6,7)',
      details: { sourceName: 'Sam’s\u00a0Watch', sourceVersion: '10.2', hardware: 'Watch6,7' },
    });
    expect(deviceRank(watch?.sourceDevice ?? null)).toBeLessThan(deviceRank(phone?.sourceDevice ?? null));
  });

  it('marks what was typed by hand', async () => {
    expect(await onlyItem(record({}, { HKWasUserEntered: '1' }))).toMatchObject({
      details: { userEntered: true },
    });
    expect((await onlyItem(record({}, { HKWasUserEntered: '0' })))?.details).toEqual({ sourceName: 'Phone' });
  });

  it('sends fractions as fractions, though the export prints % beside them', async () => {
    const type = 'HKQuantityTypeIdentifierOxygenSaturation';
    expect(await onlyItem(record({ type, unit: '%', value: '0.97' }))).toMatchObject({
      value: 0.97,
      unit: '1',
    });
  });

  it('sends units as the export spells them', async () => {
    const oxygen = record({ type: 'HKQuantityTypeIdentifierVO2Max', unit: 'mL/min·kg', value: '42.1' });
    expect(await onlyItem(oxygen)).toMatchObject({ unit: 'mL/min·kg', value: 42.1 });
    const glucose = {
      type: 'HKQuantityTypeIdentifierBloodGlucose',
      unit: 'mmol&lt;180.15588&gt;/L',
      value: '5.4',
    };
    expect(await onlyItem(record(glucose))).toMatchObject({ unit: 'mmol<180.15588>/L' });
  });

  it.each([
    ['InBed', 'in_bed'],
    ['Asleep', 'asleep'],
    ['AsleepUnspecified', 'asleep'],
    ['AsleepCore', 'light'],
    ['AsleepDeep', 'deep'],
    ['AsleepREM', 'rem'],
    ['Awake', 'awake'],
  ])('has the stage of sleep %s and no value', async (name, stage) => {
    const value = `HKCategoryValueSleepAnalysis${name}`;
    const item = await onlyItem(record({ type: SLEEP, unit: undefined, value }));
    expect(item).toMatchObject({ type: 'sleep_duration', stage });
    expect(item).not.toHaveProperty('value');
  });

  it('keeps its id when iOS renames the stage that it is printed with', async () => {
    const asleep = (name: string) =>
      onlyItem(record({ type: SLEEP, unit: undefined, value: `HKCategoryValueSleepAnalysis${name}` }));
    expect((await asleep('Asleep'))?.id).toBe((await asleep('AsleepUnspecified'))?.id);
  });

  it('has another id when anything that makes it itself is another', async () => {
    const others = [
      { value: '101' },
      { unit: 'steps' },
      { sourceName: 'Watch' },
      { endDate: '2024-05-24 08:02:00 +0200' },
      { device: WATCH },
    ];
    const { items } = await read([record(), ...others.map((other) => record(other))]);
    expect(new Set(items.map(({ item }) => item.id)).size).toBe(others.length + 1);
  });

  it('is taken once if it stands in the file twice', async () => {
    const { items, passedOver } = await read([record(), record({ value: '7' }), record()]);
    expect(items.map(({ item }) => item.value)).toEqual([100, 7]);
    expect(passedOver).toEqual([
      {
        kind: 'passed-over',
        what: 'HKQuantityTypeIdentifierStepCount',
        reason: 'an exact copy of it stands in the same file',
        count: 1,
        line: 5,
      },
    ]);
  });

  it.each([
    ['no value', { value: undefined }, 'it has no value'],
    ['an empty value', { value: ' ' }, 'it has no value'],
    ['a word for a value', { value: 'many' }, 'its value is no number'],
    ['a date that is none', { startDate: '2024-02-30 08:00:00 +0200' }, 'its dates cannot be read'],
    ['a date before any phone', { startDate: '1969-12-31 08:00:00 +0200' }, 'it is dated before 1970'],
    ['an unknown type', { type: 'HKQuantityTypeIdentifierLuck' }, 'Daybook has no metric for this type'],
    ['an unknown stage of sleep', { type: SLEEP, value: 'Dozing' }, 'its sleep stage is not known'],
  ])('is passed over with its reason if it has %s', async (_what, attributes, reason) => {
    const { items, passedOver } = await read([record(), record(attributes)]);
    expect(items).toHaveLength(1);
    expect(passedOver).toMatchObject([{ reason, count: 1, line: 4 }]);
    // Of an unknown type nothing is asked; the others were measured, and must not pass for unimportant.
    expect(passedOver[0]?.unreadable).toBe(reason.startsWith('Daybook has no metric') ? undefined : true);
  });
});

describe('an import of a part', () => {
  it('takes the types that were asked for, by code or identifier', async () => {
    const rate = record({ type: 'HKQuantityTypeIdentifierHeartRate', unit: 'count/min' });
    for (const name of ['heart_rate', 'HKQuantityTypeIdentifierHeartRate']) {
      const { items, passedOver } = await read([record(), rate], { types: [name] });
      expect(items.map(({ item }) => item.type)).toEqual(['heart_rate']);
      expect(passedOver).toMatchObject([{ what: 'HKQuantityTypeIdentifierStepCount', count: 1 }]);
    }
  });

  it('begins with a local day, whatever date is printed', async () => {
    // 22:30 UTC is half past midnight in Berlin.
    const late = { startDate: '2024-05-23 22:30:00 +0000', endDate: '2024-05-23 22:31:00 +0000' };
    const before = { startDate: '2024-05-23 21:30:00 +0000', endDate: '2024-05-23 21:31:00 +0000' };
    const { items, passedOver } = await read([record(late), record(before)], { since: '2024-05-24' });
    expect(items.map(({ item }) => item.startAt)).toEqual(['2024-05-24T00:30:00+02:00']);
    expect(passedOver).toMatchObject([{ reason: 'the day is before 2024-05-24, the first one asked for' }]);
  });

  it('begins with the night that belongs to its first day', async () => {
    const night = (startDate: string) =>
      record({ type: SLEEP, unit: undefined, value: 'HKCategoryValueSleepAnalysisAsleep', startDate });
    const { items } = await read([night('2024-05-23 19:00:00 +0200'), night('2024-05-23 17:00:00 +0200')], {
      since: '2024-05-24',
    });
    expect(items.map(({ item }) => item.startAt)).toEqual(['2024-05-23T19:00:00+02:00']);
  });

  it.each([
    [{ types: ['luck'] }, 'There is no metric luck'],
    [{ since: '2024-02-30' }, '2024-02-30 is no calendar date'],
    [{ timeZone: 'Berlin' }, 'Berlin is no time zone'],
  ])('does not begin at all with %j', async (options, sentence) => {
    await expect(read([record()], options)).rejects.toThrow(sentence);
  });
});

import { readFileSync } from 'node:fs';
import { countsByKind, fixture, readAll, refused, type ReadFile } from '../../test/read-all.js';
import { removeTemporaryFiles, temporaryFile } from '../../test/temporary-file.js';
import { readAppleHealth } from './read-apple-health.js';

const NEW_YORK = { timeZone: 'America/New_York' };
const SYNTHETIC = fixture('apple-health', 'synthetic', 'export.zip');
const EXPORTED_AT_MS = Date.parse('2025-06-07T14:00:00Z');

function small(name: string) {
  return readAll(readAppleHealth({ path: fixture('apple-health', 'synthetic', name) }, NEW_YORK));
}

afterAll(removeTemporaryFiles);

describe('a zipped export of a phone and a watch', () => {
  const progress: [number, number][] = [];
  let file: ReadFile;

  beforeAll(async () => {
    const onProgress = (read: number, total: number) => progress.push([read, total]);
    file = await readAll(readAppleHealth({ path: SYNTHETIC }, { ...NEW_YORK, onProgress }));
  });

  it('becomes one item for each record, under ids of their own', () => {
    const { items, passedOver, end } = file;
    const copies = countsByKind(passedOver)['HKQuantityTypeIdentifierHeartRate'] ?? 0;
    expect(end).toEqual({ bytesRead: 14_724_680, broken: null });
    expect(items.length + copies).toBe(34_113);
    // 40 records stand in it twice, at most 50 000 records apart: what the memory of copies misses has the
    // same id.
    expect(new Set(items.map(({ item }) => item.id)).size).toBe(34_073);
    expect(copies).toBeGreaterThan(30);
  });

  it('holds nothing that the server would refuse but the record of 2031', () => {
    const { items } = file;
    expect(refused(items, EXPORTED_AT_MS)).toMatchObject([
      { situation: 'unsound_id', rejection: { code: 'future_timestamp' } },
    ]);
  });

  it('passes over workouts, rings and what correlations repeat, and says how many', () => {
    const { passedOver } = file;
    expect(countsByKind(passedOver)).toMatchObject({
      ActivitySummary: 90,
      Workout: 30,
      Correlation: 13,
      'Record inside Correlation': 26,
    });
    for (const { reason } of passedOver) expect(reason).not.toBe('');
  });

  it('is handed over in small pieces, whatever its size', () => {
    const { largestPiece } = file;
    expect(largestPiece).toBeLessThan(2_000);
  });

  it('says how far it is, in bytes of the XML', () => {
    expect(progress.at(-1)).toEqual([14_724_680, 14_724_680]);
    expect(progress.length).toBeGreaterThan(50);
  });
});

describe('a real export of 2017', () => {
  const read = () =>
    readAll(
      readAppleHealth(
        { path: fixture('apple-health', 'ashtom', 'export.xml') },
        { timeZone: 'Asia/Jerusalem' },
      ),
    );

  let file: ReadFile;

  beforeAll(async () => {
    file = await read();
  });

  it('takes the records outside correlations once, exact copies once', () => {
    const { items, passedOver, end } = file;
    const copies = passedOver.filter(({ reason }) => reason.startsWith('an exact copy'));
    expect(end.broken).toBeNull();
    expect(items).toHaveLength(10_768);
    expect(copies.reduce((sum, { count }) => sum + count, 0)).toBe(167);
    expect(new Set(items.map(({ item }) => item.id)).size).toBe(10_768);
    expect(refused(items, Date.parse('2018-01-01T00:00:00Z'))).toEqual([]);
  });

  it('names and counts what it has no metric for', () => {
    const { passedOver } = file;
    expect(countsByKind(passedOver)).toMatchObject({
      HKCategoryTypeIdentifierMindfulSession: 4,
      Workout: 61,
      Correlation: 34,
      'Record inside Correlation': 162,
    });
  });

  it('gives the same items when it is read again', async () => {
    expect((await read()).items).toEqual(file.items);
  });

  it('gives the same items when a later export prints it with another offset and other addresses', async () => {
    const text = readFileSync(fixture('apple-health', 'ashtom', 'export.xml'), 'utf8');
    const later = text
      .replaceAll(/HKDevice: 0x[0-9a-f]+/g, 'HKDevice: 0x123456789')
      .replaceAll(
        /(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}:\d{2}) \+0200/g,
        (_all, date: string, hour: string, rest: string) => {
          const utc = new Date(Date.parse(`${date}T${hour}:${rest}+02:00`)).toISOString();
          return `${utc.slice(0, 10)} ${utc.slice(11, 19)} +0000`;
        },
      );
    const path = temporaryFile('export.xml', later);
    const again = await readAll(readAppleHealth({ path }, { timeZone: 'Asia/Jerusalem' }));
    expect(later).not.toBe(text);
    expect(again.items.map(({ item }) => item)).toEqual(file.items.map(({ item }) => item));
  });
});

describe('an export that is broken as real ones are', () => {
  it('survives the document type of iOS 16', async () => {
    const { items, end } = await small('ios16-bad-dtd.xml');
    expect(items).toHaveLength(397);
    expect(end.broken).toBeNull();
  });

  it('survives control characters', async () => {
    const { items, end } = await small('control-char-0x0b.xml');
    expect(items).toHaveLength(397);
    expect(end.broken).toBeNull();
    expect(items.every(({ item }) => !item.sourceDevice?.includes('\u000b'))).toBe(true);
  });

  it('is read up to where it was cut off, and says the line', async () => {
    const { items, end } = await small('truncated.xml');
    expect(items).toHaveLength(396);
    expect(end.broken).toEqual({
      line: 780,
      message: 'the file ends before its last element is closed: it is truncated',
    });
    expect(items.at(-1)?.line).toBe(779);
  });

  it('leaves a prefix of its records wherever it is cut off', async () => {
    const whole = readFileSync(fixture('apple-health', 'synthetic', 'control-char-0x0b.xml'));
    const ids = (await small('control-char-0x0b.xml')).items.map(({ item }) => item.id);
    for (let cut = 2_000; cut < whole.length - 20; cut += 17_011) {
      const path = temporaryFile('export.xml', whole.subarray(0, cut));
      const { items, end } = await readAll(readAppleHealth({ path }, NEW_YORK));
      expect(end.broken).not.toBeNull();
      expect(items.map(({ item }) => item.id)).toEqual(ids.slice(0, items.length));
    }
  });
});

describe('a small export with routes', () => {
  it('is read past elements within elements', async () => {
    const path = fixture('apple-health', 'dogsheep', 'export.xml');
    const { items, passedOver, end } = await readAll(
      readAppleHealth({ path }, { timeZone: 'America/Los_Angeles' }),
    );
    expect(end.broken).toBeNull();
    expect(items.map(({ item }) => [item.type, item.value, item.sourceDevice])).toEqual([
      ['body_mass_index', 22.5312, 'Health Mate'],
      ['heart_rate', 72, 'Apple\u00a0Watch (Watch2,4)'],
    ]);
    expect(countsByKind(passedOver)).toEqual({ ActivitySummary: 2, Workout: 1 });
  });
});

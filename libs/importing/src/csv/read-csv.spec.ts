import { mutationIdTime } from '@daybook/domain';
import { fixture, readAll, refused } from '../../test/read-all.js';
import { removeTemporaryFiles, temporaryFile } from '../../test/temporary-file.js';
import type { ImportOptions } from '../import-options.js';
import { readCsv } from './read-csv.js';

const EXPORTED_AT_MS = Date.parse('2024-02-08T00:00:00Z');

function readFile(path: string, options: Partial<ImportOptions> = {}) {
  return readAll(readCsv({ path }, { timeZone: 'Europe/Berlin', exportedAtMs: EXPORTED_AT_MS, ...options }));
}

function read(lines: readonly string[], options: Partial<ImportOptions> = {}) {
  return readFile(temporaryFile('table.csv', lines.join('\n')), options);
}

/** Reasons by line. */
async function reasons(...rows: readonly string[]) {
  const { passedOver } = await read([
    'date,type,value,unit,start,end,time_zone,source,external_id,stage',
    ...rows,
  ]);
  return passedOver.map(({ line, reason }) => [line, reason]);
}

afterAll(removeTemporaryFiles);

describe('a table with every column', () => {
  const table = () => readFile(fixture('csv', 'measurements.csv'));

  it('becomes day totals where a row has a date alone, else samples', async () => {
    const { items, end } = await table();
    expect(end.broken).toBeNull();
    expect(items.map(({ item }) => ({ ...item, id: undefined }))).toEqual([
      {
        type: 'steps',
        source: 'import',
        value: 8000,
        unit: 'count',
        externalId: 'stats:HKQuantityTypeIdentifierStepCount:2024-02-05',
      },
      {
        type: 'body_mass',
        source: 'withings',
        value: 160.5,
        unit: 'lb',
        externalId: 'stats:HKQuantityTypeIdentifierBodyMass:2024-02-05',
        sourceDevice: 'Scale, upstairs',
      },
      {
        type: 'heart_rate',
        source: 'import',
        value: 72,
        unit: 'bpm',
        startAt: '2024-02-05T08:00:00+01:00',
        timeZone: 'Europe/Berlin',
        endAt: '2024-02-05T08:00:10+01:00',
        sourceDevice: 'Apple Watch',
      },
      {
        type: 'sleep_duration',
        source: 'oura',
        startAt: '2024-02-05T23:10:00+01:00',
        timeZone: 'Europe/Berlin',
        endAt: '2024-02-06T01:00:00+01:00',
        stage: 'deep',
      },
      {
        type: 'blood_glucose',
        source: 'import',
        value: 5.4,
        unit: 'mmol/L',
        startAt: '2024-02-05T12:30:00+01:00',
        timeZone: 'Europe/Berlin',
        externalId: 'meter-17',
      },
    ]);
    expect(refused(items, EXPORTED_AT_MS)).toEqual([]);
  });

  it('reports each row that makes no sense with its line, and keeps its neighbours', async () => {
    const { passedOver } = await table();
    expect(passedOver.map(({ what, reason, line, unreadable }) => [what, reason, line, unreadable])).toEqual([
      ['column note', 'it is no column of a table of measurements', 1, undefined],
      ['row', 'seventy is no number', 5, true],
      ['row', '2024-02-30 is no date or time: write 2026-05-24 or 2026-05-24T08:00:00+02:00', 8, true],
    ]);
  });

  it('carries in the ids of totals the moment of the export, in those of samples their start', async () => {
    const { items } = await table();
    expect(items.map(({ item }) => new Date(mutationIdTime(item.id)).toISOString())).toEqual([
      '2024-02-08T00:00:00.000Z',
      '2024-02-06T07:00:00.000Z',
      '2024-02-05T07:00:00.000Z',
      '2024-02-05T22:10:00.000Z',
      '2024-02-05T11:30:00.000Z',
    ]);
  });

  it('gives the same items when it is read again', async () => {
    expect((await table()).items).toEqual((await table()).items);
  });
});

describe('a table as a spreadsheet writes it', () => {
  it('may have semicolons, decimal commas, a byte order mark and Windows line ends', async () => {
    const text =
      '\ufeffDate;Type;Value;Unit\r\n2024-02-05;body_mass;72,5;kg\r\n"2024-02-06";"body_mass";"72,4";"kg"\r\n';
    const { items, passedOver } = await readFile(temporaryFile('table.csv', text));
    expect(items.map(({ item }) => item.value)).toEqual([72.5, 72.4]);
    expect(passedOver).toEqual([]);
  });

  it('may name its separator in a line of its own, or use tabs', async () => {
    expect((await read(['sep=;', 'date;type;value', '2024-02-05;steps;5'])).items).toHaveLength(1);
    expect((await read(['date\ttype\tvalue', '2024-02-05\tsteps\t5'])).items).toHaveLength(1);
  });

  it('may spell its columns in other ways and order', async () => {
    const { items } = await read([
      'Value,Start Date,end-date,TYPE',
      '5,2024-02-05T08:00Z,2024-02-05T08:01Z,steps',
    ]);
    expect(items).toMatchObject([
      { item: { startAt: '2024-02-05T08:00:00Z', endAt: '2024-02-05T08:01:00Z' } },
    ]);
  });

  it('may have empty rows and rows that end early', async () => {
    const { items, passedOver } = await read([
      'date,type,value,unit,source',
      '',
      '2024-02-05,steps,5',
      ',,,,',
      '',
    ]);
    expect(items).toHaveLength(1);
    expect(passedOver).toEqual([]);
  });
});

describe('quotes', () => {
  const header = 'date,type,value,source_device';
  const good = '2024-02-05,steps,5,';

  it('may hold separators, quotes and line ends', async () => {
    const { items } = await read([header, '2024-02-05,steps,5,"a ""b"", c', 'd"', '2024-02-06,steps,6,"e"']);
    expect(items.map(({ item }) => item.sourceDevice)).toEqual(['a "b", c\nd', 'e']);
    expect(items.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('cost their own line only when they are broken', async () => {
    const { items, passedOver } = await read([
      header,
      '2024-02-04,steps,4,"open',
      good,
      '2024-02-06,steps,6,"e"',
      '2024-02-07,steps,7,"x"y',
    ]);
    expect(items.map(({ item }) => item.value)).toEqual([5, 6]);
    expect(passedOver.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('cost their own line only at the very end as well', async () => {
    const { items, passedOver } = await read([header, good, '2024-02-06,steps,6,"open']);
    expect(items).toHaveLength(1);
    expect(passedOver).toMatchObject([{ line: 3, reason: 'a quote is opened and not closed' }]);
  });
});

describe('times without an offset', () => {
  it.each([
    ['2024-07-01 08:00', '2024-07-01T08:00:00+02:00'],
    ['2024-01-01T8:00:30', '2024-01-01T08:00:30+01:00'],
    ['2024-10-27 02:30', '2024-10-27T02:30:00+02:00'],
    ['2024-10-27 03:30', '2024-10-27T03:30:00+01:00'],
    ['2024-03-31 02:30', '2024-03-31T03:30:00+02:00'],
    ['2024-03-31 03:30', '2024-03-31T03:30:00+02:00'],
    ['2024-05-24 08:00:00 +0200', '2024-05-24T08:00:00+02:00'],
  ])('are the clock on the wall: %s', async (start, iso) => {
    const { items } = await read(['start,type,value', `${start},steps,5`]);
    expect(items[0]?.item.startAt).toBe(iso);
  });

  it('may stand in the column of the date', async () => {
    const { items } = await read(['date,type,value', '2024-07-01 08:00,steps,5']);
    expect(items).toMatchObject([
      { item: { startAt: '2024-07-01T08:00:00+02:00', timeZone: 'Europe/Berlin' } },
    ]);
  });

  it('may have a local day beside them', async () => {
    const { items } = await read(['date,start,type,value', '2024-06-30,2024-07-01 02:00,steps,5']);
    expect(items).toMatchObject([{ item: { localDate: '2024-06-30' } }]);
  });
});

describe('a row that makes no sense', () => {
  it.each([
    [',steps,5', 'it has neither a date nor a start'],
    ['2024-02-05,,5', 'it names no type'],
    ['2024-02-05,luck,5', 'there is no metric luck'],
    ['2024-02-05,steps,', 'it has no value'],
    ['2024-02-05,steps,0x10', '0x10 is no number'],
    ['2024-02-05,steps,"1,5"', '1,5 is no number'],
    ['2024-02-05,steps,5,,soon', 'soon is no date or time: write 2026-05-24 or 2026-05-24T08:00:00+02:00'],
    ['monday,steps,5,,2024-02-05 08:00', 'monday is no date: write it like 2026-05-24'],
    [
      '2024-02-05,steps,5,,2024-02-05 08:00,later',
      'later is no time: write it like 2026-05-24T08:00:00+02:00',
    ],
    ['2024-02-05,steps,5,,,,Berlin', 'Berlin is no time zone: write one like Europe/Berlin'],
    ['2024-02-05,steps,5,,,,,My Watch', 'My Watch is no source: write a lower-case name like garmin'],
    ['2024-02-05,steps,5,,,,,,meter-1', 'a row with an external_id of its own needs a start'],
    [
      ',sleep_duration,,,2024-02-05 23:00,2024-02-06 01:00,,,,dozing',
      'dozing is no sleep stage: write in_bed, awake, light, deep, rem or asleep',
    ],
    ['2024-02-05,steps,5,,,,,,,,extra', 'it has 11 fields where the first row names 10'],
  ])('is reported: %s', async (row, reason) => {
    expect(await reasons(row)).toEqual([[2, reason]]);
  });

  it('is one that sets a total which an earlier row set', async () => {
    const total = '2024-02-05,steps,5';
    expect(
      await reasons(
        total,
        '2024-02-05,HKQuantityTypeIdentifierStepCount,6',
        total,
        '2024-02-05,steps,7,,,,,garmin',
      ),
    ).toEqual([
      [3, 'an earlier row of the table already sets this total'],
      [4, 'an exact copy of it stands in the same file'],
    ]);
  });
});

describe('a table of another kind', () => {
  it('keeps metrics of the subject’s own', async () => {
    const { items } = await read(['date,type,value', '2024-02-05,x_mood,5']);
    expect(items).toMatchObject([{ item: { type: 'x_mood', externalId: 'stats:x_mood:2024-02-05' } }]);
  });

  it('is taken from a day and for some types', async () => {
    const rows = ['2024-02-04,steps,1', '2024-02-05,steps,2', '2024-02-05,body_mass,70'];
    const { items, passedOver } = await read(['date,type,value', ...rows], {
      since: '2024-02-05',
      types: ['steps'],
    });
    expect(items.map(({ item }) => item.value)).toEqual([2]);
    expect(passedOver.map(({ count }) => count)).toEqual([1, 1]);
  });

  it.each([
    ['a,b,c\n1,2,3', /must name the columns date \(or start\), type and value/],
    ['date,type\n2024-02-05,steps', /must name the columns/],
    ['\n\n', /holds no table/],
    [Buffer.from('date,type,value\n', 'utf16le'), /save the table as “CSV UTF-8”/],
  ])('is refused with what to do: %j', async (content, sentence) => {
    await expect(readFile(temporaryFile('table.csv', content))).rejects.toThrow(sentence);
  });

  it('stops at a line without end and keeps what came before', async () => {
    const { items, end } = await read(['date,type,value', '2024-02-05,steps,5', 'x'.repeat(1_000_000)]);
    expect(items).toHaveLength(1);
    expect(end.broken).toEqual({
      line: 3,
      message: 'this is no table: a line is longer than 65536 characters',
    });
  });
});

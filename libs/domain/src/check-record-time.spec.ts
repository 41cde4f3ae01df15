import { DAY, mutation } from '../test/item.js';
import { checkItem } from './check-item.js';
import type { RecordMutation } from './mutation.js';
import type { Rejection } from './rejection.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');

const sample = {
  id: mutation(1),
  type: 'heart_rate',
  value: 60,
  source: 'healthkit',
  startAt: `${DAY}T08:00:00+02:00`,
};
const total = {
  id: mutation(1),
  type: 'steps',
  value: 10,
  source: 'healthkit',
  externalId: `stats:steps:${DAY}`,
};
const segment = {
  id: mutation(1),
  type: 'sleep_duration',
  source: 'healthkit',
  stage: 'deep',
  startAt: `${DAY}T02:00:00+02:00`,
  endAt: `${DAY}T02:30:00+02:00`,
};

function refusalOf(item: object): Rejection | undefined {
  const checked = checkItem(item, NOW, null);
  return checked.situation === 'sound' ? undefined : checked.rejection;
}

function read(item: object): RecordMutation {
  const checked = checkItem(item, NOW, null);
  if (checked.situation !== 'sound' || checked.mutation.kind !== 'record')
    throw new Error(JSON.stringify(checked));
  return checked.mutation;
}

describe('start and end of a record', () => {
  it('are needed as a start by everything but a day total', () => {
    expect(refusalOf({ ...sample, startAt: undefined })).toMatchObject({
      code: 'required',
      pointer: '/startAt',
    });
    expect(refusalOf({ ...sample, startAt: undefined, externalId: 'stats:heart_rate:b' })).toMatchObject({
      code: 'required',
      pointer: '/startAt',
    });
    expect(refusalOf(total)).toBeUndefined();
  });

  it.each(['startAt', 'endAt'])('are instants with an offset on a real date: %s', (name) => {
    const wrong = [
      '2026-02-31T08:00:00Z',
      '2025-02-29T08:00:00Z',
      '2026-05-24',
      '2026-05-24T08:00:00',
      '2026-05-24 08:00:00Z',
      '2026-05-24T24:00:00Z',
      '2026-05-24T08:60:00Z',
      '2026-05-24T08:00:60Z',
      '2026-05-24T08:00:00+19:00',
      '2026-05-24T08:00:00+02:60',
      '1899-12-31T23:59:59Z',
      '2201-01-01T00:00:00Z',
      '20260524T080000Z',
      'yesterday',
      '',
    ];
    for (const text of wrong) {
      expect(refusalOf({ ...sample, [name]: text })).toMatchObject({
        code: 'invalid_date',
        pointer: `/${name}`,
        detail: expect.stringContaining('2026-05-24T08:00:00+02:00') as string,
      });
    }
    for (const wrongType of [1779602400000, {}, [], true]) {
      expect(refusalOf({ ...sample, [name]: wrongType })).toMatchObject({
        code: 'invalid_type',
        pointer: `/${name}`,
      });
    }
  });

  it('do not run backwards', () => {
    expect(refusalOf({ ...sample, endAt: `${DAY}T05:59:59.999Z` })).toMatchObject({
      code: 'invalid_interval',
      pointer: '/endAt',
      detail: 'endAt must not be before startAt',
    });
    expect(refusalOf({ ...sample, endAt: `${DAY}T06:00:00Z` })).toBeUndefined();
  });

  it('are kept with the offsets they were sent with', () => {
    expect(read({ ...sample, endAt: `${DAY}T02:00:00-05:30` }).content).toMatchObject({
      startAt: Date.parse(`${DAY}T06:00:00Z`),
      startOffset: 120,
      endAt: Date.parse(`${DAY}T07:30:00Z`),
      endOffset: -330,
    });
  });
});

describe('the time zone of a record', () => {
  it.each([['+02:00'], ['UTC+2'], ['Mars/Olympus'], ['GMT+0200'], ['2'], ['Europe/Berlin ']])(
    'is an IANA name, so %j is none',
    (timeZone) => {
      expect(refusalOf({ ...sample, timeZone })).toMatchObject({
        code: 'invalid_time_zone',
        pointer: '/timeZone',
        detail: expect.stringContaining('Europe/Berlin') as string,
      });
    },
  );

  it.each([['Europe/Berlin'], ['UTC'], ['America/Argentina/Buenos_Aires'], ['Etc/GMT+5']])(
    'may be %s',
    (timeZone) => {
      expect(read({ ...sample, timeZone }).content.timeZone).toBe(timeZone);
    },
  );
});

describe('the day of a record', () => {
  it('is the one that the client says', () => {
    expect(read({ ...sample, localDate: '2026-05-20', timeZone: 'Europe/Berlin' }).content.localDate).toBe(
      '2026-05-20',
    );
  });

  it('is else the day of its start in its time zone', () => {
    const late = { ...sample, startAt: `${DAY}T23:30:00Z` };
    expect(read({ ...late, timeZone: 'Europe/Berlin' }).content.localDate).toBe('2026-05-25');
    expect(read({ ...late, timeZone: 'America/New_York' }).content.localDate).toBe(DAY);
  });

  it('is else the day of its start in its own offset', () => {
    expect(read({ ...sample, startAt: `${DAY}T23:30:00Z` }).content.localDate).toBe(DAY);
    expect(read({ ...sample, startAt: `${DAY}T00:30:00+02:00` }).content.localDate).toBe(DAY);
    expect(read({ ...sample, startAt: `${DAY}T23:30:00-10:00` }).content.localDate).toBe(DAY);
  });

  it.each([
    ['2026-02-31'],
    ['2025-02-29'],
    ['2026-5-4'],
    ['24.05.2026'],
    ['2026-05-24T00:00:00Z'],
    ['0000-01-01'],
  ])('is a real calendar date, so %s is none', (localDate) => {
    for (const item of [sample, total, segment]) {
      expect(refusalOf({ ...item, localDate })).toMatchObject({
        code: 'invalid_date',
        pointer: '/localDate',
        detail: expect.stringContaining('2026-05-24') as string,
      });
    }
  });

  it('is of a day total the one in its name, which only localDate can contradict', () => {
    const elsewhere = { startAt: '2026-05-20T00:00:00Z', timeZone: 'Asia/Tokyo' };
    expect(read({ ...total, ...elsewhere }).content.localDate).toBe(DAY);
    expect(read({ ...total, localDate: DAY }).content.localDate).toBe(DAY);
    expect(refusalOf({ ...total, localDate: '2026-05-25' })).toMatchObject({
      code: 'external_id_mismatch',
      pointer: '/localDate',
      detail: expect.stringContaining(DAY) as string,
    });
  });
});

describe('a segment of sleep', () => {
  it.each([
    ['17:59:59', DAY],
    ['18:00:00', '2026-05-25'],
    ['23:59:59', '2026-05-25'],
    ['00:00:00', DAY],
  ])('that begins at %s belongs to the night of %s', (time, night) => {
    const startAt = `${DAY}T${time}+02:00`;
    const endAt = '2026-05-25T00:00:00+02:00';
    expect(read({ ...segment, startAt, endAt }).content.localDate).toBe(night);
    expect(read({ ...segment, startAt, endAt, timeZone: 'Europe/Berlin' }).content.localDate).toBe(night);
  });

  it('goes by the clock where the clock is put back at midnight', () => {
    const evening = {
      startAt: '2026-04-04T18:30:00-03:00',
      endAt: '2026-04-04T19:00:00-03:00',
      timeZone: 'America/Santiago',
    };
    expect(read({ ...segment, ...evening }).content.localDate).toBe('2026-04-05');
  });

  it('belongs to the day that the client says', () => {
    const evening = { startAt: `${DAY}T23:00:00Z`, endAt: `${DAY}T23:30:00Z`, localDate: DAY };
    expect(read({ ...segment, ...evening }).content.localDate).toBe(DAY);
  });

  it('needs a stage, and one of the known ones', () => {
    expect(refusalOf({ ...segment, stage: undefined })).toMatchObject({
      code: 'required',
      pointer: '/stage',
      detail: expect.stringContaining('in_bed, awake, light, deep, rem, asleep') as string,
    });
    for (const stage of ['core', 'DEEP', 'toString']) {
      expect(refusalOf({ ...segment, stage })).toMatchObject({
        code: 'invalid_value',
        pointer: '/stage',
        detail: expect.stringContaining('in_bed, awake, light, deep, rem, asleep') as string,
      });
    }
    expect(refusalOf({ ...segment, stage: 5 })).toMatchObject({ code: 'invalid_type', pointer: '/stage' });
  });

  it('is the only thing that has a stage', () => {
    const night = { ...total, type: 'sleep_duration', externalId: `stats:sleep_duration:${DAY}` };
    for (const item of [sample, total, night]) {
      expect(refusalOf({ ...item, stage: 'deep' })).toMatchObject({
        code: 'unexpected_field',
        pointer: '/stage',
      });
    }
  });

  it('without a value needs an end, and no longer than a day', () => {
    expect(refusalOf({ ...segment, endAt: undefined })).toMatchObject({
      code: 'required',
      pointer: '/endAt',
    });
    expect(refusalOf({ ...segment, endAt: '2026-05-25T02:00:00+02:00' })).toBeUndefined();
    expect(refusalOf({ ...segment, endAt: '2026-05-25T02:00:01+02:00' })).toMatchObject({
      code: 'value_out_of_range',
      pointer: '/value',
    });
  });

  it('has no other value than the minutes from its start to its end, but may round them', () => {
    const of = (value: number, said = {}) =>
      refusalOf({ ...segment, startAt: `${DAY}T01:00:00Z`, endAt: `${DAY}T01:45:30Z`, value, ...said });
    for (const value of [45, 45.5, 46]) expect(of(value)).toBeUndefined();
    expect(of(0.75, { unit: 'h' })).toBeUndefined();
    for (const value of [0, 30, 44.5, 46.5, 1_440]) {
      expect(of(value)).toMatchObject({ code: 'invalid_value', pointer: '/value' });
    }
    expect(of(30, { externalId: 'stats:sleep_duration:night-1' })).toMatchObject({ code: 'invalid_value' });
    expect(of(30, { endAt: undefined })).toBeUndefined();
  });

  it('may as a day total be shorter than the time between its ends', () => {
    const night = { ...total, type: 'sleep_duration', externalId: `stats:sleep_duration:${DAY}`, value: 420 };
    const ends = { startAt: '2026-05-23T22:00:00Z', endAt: '2026-05-24T06:00:00Z' };
    expect(refusalOf({ ...night, ...ends })).toBeUndefined();
  });

  it('is no day total, which needs a value', () => {
    const night = {
      ...total,
      type: 'sleep_duration',
      externalId: `stats:sleep_duration:${DAY}`,
      value: undefined,
    };
    expect(refusalOf({ ...night, startAt: segment.startAt, endAt: segment.endAt })).toMatchObject({
      code: 'required',
      pointer: '/value',
    });
  });
});

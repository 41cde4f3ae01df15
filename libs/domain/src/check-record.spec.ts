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

describe('the texts of a record', () => {
  const limits = [
    ['type', 128],
    ['unit', 64],
    ['localDate', 64],
    ['timeZone', 64],
    ['externalId', 160],
    ['sourceDevice', 200],
  ] as const;

  it.each(limits)('are text: %s', (name) => {
    for (const wrong of [5, true, [], {}, ['x']]) {
      expect(refusalOf({ ...sample, [name]: wrong })).toMatchObject({
        code: 'invalid_type',
        pointer: `/${name}`,
        detail: `${name} must be a string`,
      });
    }
  });

  it.each(limits)('are not empty: %s', (name) => {
    expect(refusalOf({ ...sample, [name]: '' })).toMatchObject({
      code: 'invalid_value',
      pointer: `/${name}`,
      detail: expect.stringContaining('leave it out') as string,
    });
  });

  it.each(limits)('have an end: %s at %i characters', (name, limit) => {
    expect(refusalOf({ ...sample, [name]: 'a'.repeat(limit + 1) })).toMatchObject({
      code: 'too_long',
      pointer: `/${name}`,
      detail: expect.stringContaining(String(limit)) as string,
    });
    expect(refusalOf({ ...sample, [name]: 'a'.repeat(limit) })?.code).not.toBe('too_long');
  });

  it.each(limits)('are text that comes back as it was stored: %s', (name) => {
    for (const odd of ['a\u0000b', '\ud800', 'a\udfffb', '\udc00\ud800']) {
      expect(refusalOf({ ...sample, [name]: odd })).toMatchObject({
        code: 'invalid_value',
        pointer: `/${name}`,
      });
    }
  });

  it('may hold any other character', () => {
    const odd = 'Ää ’ 表 👩‍⚕️ \t\n\u007f\u2028';
    expect(read({ ...sample, sourceDevice: odd, externalId: odd })).toMatchObject({
      externalId: odd,
      content: { sourceDevice: odd },
    });
  });
});

describe('the type of a record', () => {
  it('is required', () => {
    for (const type of [undefined, null]) {
      expect(refusalOf({ ...sample, type })).toMatchObject({ code: 'required', pointer: '/type' });
    }
  });

  it('is known by its code and by its HealthKit identifier', () => {
    expect(read(sample)).toMatchObject({ type: 'heart_rate', unit: '/min' });
    expect(read({ ...sample, type: 'HKQuantityTypeIdentifierHeartRate' })).toMatchObject({
      type: 'heart_rate',
      unit: '/min',
    });
  });

  it.each([
    ['aura'],
    ['Heart_rate'],
    ['HKQuantityTypeIdentifierAura'],
    ['heart_rate '],
    ['toString'],
    ['X_mood'],
  ])('is one that this server knows, so %j is kept for a newer one', (type) => {
    expect(refusalOf({ ...sample, type })).toMatchObject({
      code: 'unknown_type',
      pointer: '/type',
      detail: expect.stringContaining('send it again after an upgrade') as string,
    });
  });

  it('may be one of the subject’s own, whose unit only the log knows', () => {
    expect(read({ ...sample, type: 'x_mood', unit: 'points' })).toMatchObject({
      type: 'x_mood',
      unit: '',
      sentUnit: 'points',
      sentValue: null,
      content: { value: 60 },
    });
  });
});

describe('the source of a record', () => {
  it('is required unless the device implies it', () => {
    expect(refusalOf({ ...sample, source: undefined })).toMatchObject({
      code: 'required',
      pointer: '/source',
    });
    expect(checkItem({ ...sample, source: undefined }, NOW, 'garmin')).toMatchObject({
      mutation: { source: 'garmin' },
    });
  });

  it('goes before the one that the device implies', () => {
    expect(checkItem({ ...sample, source: 'manual' }, NOW, 'garmin')).toMatchObject({
      mutation: { source: 'manual' },
    });
  });

  it.each([
    [''],
    ['HealthKit'],
    ['my app'],
    ['1st'],
    ['_x'],
    ['a'.repeat(33)],
    ['äpp'],
    [5],
    [['manual']],
    [{}],
  ])('is a lower-case name, so %j is none', (source) => {
    expect(refusalOf({ ...sample, source })).toMatchObject({
      code: 'invalid_source',
      pointer: '/source',
      detail: expect.stringContaining('lower-case') as string,
    });
  });
});

describe('the external id of a record', () => {
  it('makes a sample, a bucket or a day total of it', () => {
    expect(read({ ...sample, externalId: 'A1' }).recordKind).toBe('sample');
    expect(read({ ...sample, externalId: 'stats:heart_rate:T08' }).recordKind).toBe('bucket');
    expect(read(total).recordKind).toBe('day_total');
    expect(read({ ...sample, externalId: 'Stats:heart_rate:2026-05-24' }).recordKind).toBe('sample');
  });

  it.each([
    ['stats:steps:2026-02-31'],
    ['stats:steps:2026-13-01'],
    ['stats:steps:2026-00-10'],
    ['stats:steps:2025-02-29'],
    ['stats:steps:0000-01-01'],
    ['stats:steps:0001-01-01'],
    ['stats:steps:1899-12-31'],
    ['stats:steps:2201-01-01'],
    ['stats:steps:9999-99-99'],
    ['stats:aura:2026-02-31'],
    ['stats:2026-02-31'],
  ])('that ends like a date ends in a real one, so %s is refused and no sample', (externalId) => {
    expect(refusalOf({ ...total, externalId })).toMatchObject({
      code: 'invalid_date',
      pointer: '/externalId',
    });
  });

  it.each([
    ['steps', 'stats:heart_rate:2026-05-24'],
    ['steps', 'stats:HKQuantityTypeIdentifierHeartRate:2026-05-24'],
    ['steps', 'stats:aura:2026-05-24'],
    ['steps', 'stats:x_mood:2026-05-24'],
    ['steps', 'stats::2026-05-24'],
    ['steps', 'stats:2026-05-24'],
    ['steps', 'stats:steps:steps:2026-05-24'],
    ['steps', 'stats:Steps:2026-05-24'],
    ['x_mood', 'stats:steps:2026-05-24'],
    ['x_mood', 'stats:x_other:2026-05-24'],
    ['steps', 'stats:heart_rate:T08'],
    ['x_mood', 'stats:steps:T08'],
  ])('of the type %s names that type, so %s is refused', (type, externalId) => {
    expect(refusalOf({ ...sample, type, externalId })).toMatchObject({
      code: 'external_id_mismatch',
      pointer: '/externalId',
      detail: expect.stringContaining(type) as string,
    });
  });

  it.each([['stats:steps:T08'], ['stats:10min:T08'], ['stats:'], ['stats:steps'], ['stats:steps:20260524']])(
    'of a bucket may be %s',
    (externalId) => {
      expect(read({ ...sample, type: 'steps', externalId }).recordKind).toBe('bucket');
    },
  );

  it('of a day total of an own metric holds its code', () => {
    expect(read({ ...total, type: 'x_mood', externalId: `stats:x_mood:${DAY}` })).toMatchObject({
      recordKind: 'day_total',
      type: 'x_mood',
    });
  });
});

describe('the details of a record', () => {
  it('are kept as JSON, with their members in the order of their names', () => {
    const details = { zulu: [1, { b: null, a: 'ä\u0000' }], alpha: { '10': 1, '9': 2 }, empty: {} };
    const text = read({ ...sample, details }).content.details;
    expect(text).toBe('{"alpha":{"10":1,"9":2},"empty":{},"zulu":[1,{"a":"ä\\u0000","b":null}]}');
    expect(JSON.parse(text ?? '')).toEqual(details);
  });

  it.each([
    ['{"a":1e400}', '/details/a'],
    ['{"a":[1,{"b/c":-1e309}]}', '/details/a/1/b~1c'],
    ['{"id":12345678901234567890}', '/details/id'],
    ['{"id":9007199254740992}', '/details/id'],
  ])('hold no number that would be kept as another: %s', (text, pointer) => {
    expect(refusalOf({ ...sample, details: JSON.parse(text) as object })).toMatchObject({
      code: 'invalid_value',
      pointer,
      detail: 'a number in details must lie within ±9007199254740991: send a larger one as text',
    });
  });

  it('hold every other number as the double that it is, and minus zero as zero', () => {
    const text = '{"a":9007199254740991,"b":-0.1,"c":1e-7,"d":-0,"e":"12345678901234567890"}';
    expect(read({ ...sample, details: JSON.parse(text) as object }).content.details).toBe(
      '{"a":9007199254740991,"b":-0.1,"c":1e-7,"d":0,"e":"12345678901234567890"}',
    );
  });

  it.each([['text'], [5], [true], [[]], [[{}]]])('are an object, so %j is none', (details) => {
    expect(refusalOf({ ...sample, details })).toMatchObject({
      code: 'invalid_type',
      pointer: '/details',
      detail: 'details must be a JSON object',
    });
  });

  it('may nest ten levels, and are refused rather than overflowing when they nest without end', () => {
    const nested = (levels: number): object => {
      let details: object = {};
      for (let i = 1; i < levels; i++) details = { d: details };
      return details;
    };
    expect(refusalOf({ ...sample, details: nested(10) })).toBeUndefined();
    for (const levels of [11, 100_000]) {
      expect(refusalOf({ ...sample, details: nested(levels) })).toMatchObject({
        code: 'invalid_value',
        pointer: '/details',
        detail: expect.stringContaining('10 levels') as string,
      });
    }
  });

  it('hold 2 048 bytes of JSON, and not one more', () => {
    const ofBytes = (bytes: number): object => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
    expect(refusalOf({ ...sample, details: ofBytes(2048) })).toBeUndefined();
    expect(refusalOf({ ...sample, details: ofBytes(2049) })).toMatchObject({
      code: 'too_long',
      pointer: '/details',
      detail: expect.stringContaining('2048') as string,
    });
    expect(refusalOf({ ...sample, details: { a: '表'.repeat(700) } })).toMatchObject({ code: 'too_long' });
  });
});

import fc from 'fast-check';
import { DAY, mutation } from '../test/item.js';
import { checkItem } from './check-item.js';
import { mutationIdFrom } from './mutation-id.js';
import { REJECTION_CODES, type Rejection } from './rejection.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const RANDOM = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
const ID = mutation(1);
const RECORD = '0b5f1a52-1b1e-4c83-98c4-dc0c0c07398f';

function refusalOf(item: unknown): Rejection | undefined {
  const checked = checkItem(item, NOW, null);
  return checked.situation === 'sound' ? undefined : checked.rejection;
}

const steps = {
  id: ID,
  type: 'steps',
  value: 10,
  source: 'healthkit',
  startAt: `${DAY}T08:00:00+02:00`,
};

describe('an item', () => {
  it.each([['text'], [5], [true], [null], [undefined], [[]], [[steps]]])(
    'must be an object, so %j is none',
    (item) => {
      expect(checkItem(item, NOW, null)).toEqual({
        situation: 'unsound_id',
        id: null,
        rejection: { code: 'invalid_type', pointer: '', detail: 'an item must be a JSON object' },
      });
    },
  );

  it('is read with its defaults', () => {
    expect(checkItem(steps, NOW, null)).toEqual({
      situation: 'sound',
      id: ID,
      mutation: {
        kind: 'record',
        id: ID,
        measurementId: ID,
        recordKind: 'sample',
        type: 'steps',
        source: 'healthkit',
        externalId: null,
        content: {
          value: 10,
          startAt: Date.parse(`${DAY}T06:00:00Z`),
          startOffset: 120,
          endAt: null,
          endOffset: null,
          localDate: DAY,
          timeZone: null,
          sourceDevice: null,
          stage: null,
          details: null,
        },
        unit: 'count',
        sentValue: null,
        sentUnit: null,
      },
    });
  });

  it('says nothing by a null but for its value, because some serialisers write every member', () => {
    const nulls = { unit: null, endAt: null, localDate: null, timeZone: null, externalId: null };
    const others = { sourceDevice: null, stage: null, details: null, measurementId: null, retract: null };
    expect(checkItem({ ...steps, ...nulls, ...others }, NOW, null)).toEqual(checkItem(steps, NOW, null));
    expect(checkItem({ ...steps, source: null }, NOW, 'healthkit')).toEqual(checkItem(steps, NOW, null));
    const retraction = { id: ID, retract: true, measurementId: RECORD };
    expect(refusalOf({ ...retraction, externalId: null, type: null, source: null })).toBeUndefined();
    expect(refusalOf({ ...retraction, value: null })).toMatchObject({
      code: 'unexpected_field',
      pointer: '/value',
    });
  });
});

describe('the mutation id of an item', () => {
  it('is lower-cased', () => {
    const upper = '017F22E2-79B0-7CC3-98C4-DC0C0C07398F';
    expect(checkItem({ ...steps, id: upper }, NOW, null)).toMatchObject({
      situation: 'sound',
      id: upper.toLowerCase(),
      mutation: { id: upper.toLowerCase(), measurementId: upper.toLowerCase() },
    });
  });

  it.each([
    ['absent', undefined, 'required'],
    ['null', null, 'required'],
    ['empty', '', 'required'],
    ['a number', 7, 'invalid_uuid'],
    ['an object', { id: ID }, 'invalid_uuid'],
    ['of version 4', RECORD, 'invalid_uuid'],
    ['nil', '00000000-0000-0000-0000-000000000000', 'invalid_uuid'],
    ['max', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'invalid_uuid'],
    ['in braces', `{${ID}}`, 'invalid_uuid'],
    ['a urn', `urn:uuid:${ID}`, 'invalid_uuid'],
    ['of another variant', '017f22e2-79b0-7cc3-c8c4-dc0c0c07398f', 'invalid_uuid'],
  ])('is refused when it is %s', (_, id, code) => {
    const checked = checkItem({ ...steps, id }, NOW, null);
    expect(checked).toMatchObject({ situation: 'unsound_id', rejection: { code, pointer: '/id' } });
    expect(checked.id).toBe(typeof id === 'string' ? id : null);
  });

  it('may be 60 000 ms ahead of the server, and not one more', () => {
    expect(refusalOf({ ...steps, id: mutationIdFrom(NOW + 60_000, RANDOM) })).toBeUndefined();
    expect(refusalOf({ ...steps, id: mutationIdFrom(NOW + 60_001, RANDOM) })).toEqual({
      code: 'future_timestamp',
      pointer: '/id',
      detail: expect.stringContaining('1 minute') as string,
      retryAfter: 1,
    });
  });

  it('is measured item by item', () => {
    const ids = [60_000, 60_001, 0].map((ahead) => mutationIdFrom(NOW + ahead, RANDOM));
    expect(ids.map((id) => checkItem({ ...steps, id }, NOW, null).situation)).toEqual([
      'sound',
      'unsound_id',
      'sound',
    ]);
  });

  it('may be as old as it likes', () => {
    expect(refusalOf({ ...steps, id: mutationIdFrom(0, RANDOM) })).toBeUndefined();
  });

  it('is told back cut off, so that no answer grows with what was sent', () => {
    expect(checkItem({ ...steps, id: 'x'.repeat(1_000) }, NOW, null).id).toHaveLength(64);
  });

  it('is sound in an item that is not, so that a replay is recognised', () => {
    expect(checkItem({ ...steps, id: ID.toUpperCase(), value: 'ten' }, NOW, null)).toMatchObject({
      situation: 'unsound',
      id: ID,
      rejection: { code: 'invalid_value', pointer: '/value' },
    });
  });
});

describe('the members of an item', () => {
  it.each([
    ['colour', '/colour'],
    ['a/b~c', '/a~1b~0c'],
    ['', '/'],
    ['__proto__', '/__proto__'],
    ['constructor', '/constructor'],
  ])('are all known, so %j is refused until a newer server knows it', (name, pointer) => {
    const odd: unknown = JSON.parse(`{${JSON.stringify(name)}: null}`);
    const item = Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(steps),
        ...Object.getOwnPropertyDescriptors(odd),
      },
    ) as unknown;
    expect(refusalOf(item)).toMatchObject({
      code: 'unknown_field',
      pointer,
      detail: expect.stringContaining('keep the item') as string,
    });
  });

  it('are refused in a place cut off where the name is endless', () => {
    expect(refusalOf({ ...steps, ['n'.repeat(1_000)]: 1 })?.pointer).toBe(`/${'n'.repeat(64)}`);
  });

  it.each([
    ['a correction', { id: ID, measurementId: RECORD, value: 5 }, 'type', 'steps'],
    ['a correction', { id: ID, measurementId: RECORD, value: 5 }, 'source', 'manual'],
    ['a correction', { id: ID, measurementId: RECORD, value: 5 }, 'startAt', steps.startAt],
    ['a correction', { id: ID, measurementId: RECORD, value: 5 }, 'details', {}],
    ['a retraction', { id: ID, retract: true, measurementId: RECORD }, 'value', 5],
    ['a retraction', { id: ID, retract: true, measurementId: RECORD }, 'startAt', steps.startAt],
    ['a retraction by id', { id: ID, retract: true, measurementId: RECORD }, 'externalId', 'a'],
    ['a retraction by id', { id: ID, retract: true, measurementId: RECORD }, 'source', 'manual'],
  ])('of %s are few: %o does not hold %s', (_, item, name, value) => {
    expect(refusalOf({ ...item, [name]: value })).toMatchObject({
      code: 'unexpected_field',
      pointer: `/${name}`,
      detail: expect.stringContaining(name) as string,
    });
  });
});

describe('whatever is sent', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      '',
      '\u0000',
      '\ud800',
      'x_',
      'stats:',
      '2026-02-31',
      -0,
      Infinity,
      -Infinity,
      RECORD,
      ID,
    ),
    fc.constantFrom('steps', 'sleep_duration', 'manual', 'deep', 'kg', '%', 'Europe/Berlin', steps.startAt),
  );
  const members = [
    'type',
    'value',
    'unit',
    'startAt',
    'endAt',
    'localDate',
    'timeZone',
    'externalId',
    'source',
    'sourceDevice',
    'stage',
    'details',
    'measurementId',
    'retract',
  ];

  it('is answered, never thrown at: with a known code, a place in the item and a remedy', () => {
    const item = fc
      .dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...members) }, fc.string()), anything)
      .map((said) => ({ ...steps, ...said, id: ID }));
    fc.assert(
      fc.property(fc.oneof(item, fc.jsonValue()), (sent) => {
        const refusal = refusalOf(sent);
        if (!refusal) return;
        expect(REJECTION_CODES).toContain(refusal.code);
        expect(refusal.pointer).toMatch(/^(\/.*)?$/su);
        expect(refusal.detail.length).toBeGreaterThan(10);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is never changed by the check', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...members), anything), (said) => {
        const item = Object.freeze({ ...steps, ...said });
        const before = JSON.stringify(item);
        checkItem(item, NOW, null);
        expect(JSON.stringify(item)).toBe(before);
      }),
    );
  });
});

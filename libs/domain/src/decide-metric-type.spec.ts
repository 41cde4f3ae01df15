import { HISTORY_NOW, type HistoryItem } from '../test/history-arbitrary.js';
import { definition, mutation, sample, sourceOrder, total } from '../test/item.js';
import { given } from '../test/scenario.js';
import { OWN_METRICS_MAX } from './decide-metric-type.js';
import { mutationIdFrom } from './mutation-id.js';

const RANDOM = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
const NONE = { event: null, record: null };

describe('a definition of a metric', () => {
  it('is created, and the event holds it whole', () => {
    const outcome = given().when(definition(1, { colour: '#1F8a70', icon: 'smile' }));
    outcome.then({
      status: 'created',
      event: {
        type: 'MetricTypeDefined',
        mutationId: mutation(1),
        measurementId: null,
        metric: 'x_mood',
        details:
          '{"code":"x_mood","name":"Mood","unit":"points","kind":"discrete","colour":"#1F8a70","icon":"smile"}',
        superseded: false,
      },
      record: null,
    });
    expect(outcome.changes).toEqual([
      { entity: 'metric_type', op: 'upsert', id: 'x_mood', revision: 1, replaces: null },
    ]);
  });

  it('lets its metric be recorded and added up at once', () => {
    const cups = { type: 'x_coffee', source: 'manual' };
    const outcome = given().when(
      definition(1, { code: 'x_coffee', unit: 'cups', kind: 'cumulative' }),
      sample(2, 1, { ...cups, externalId: 'a' }),
      sample(3, 2, { ...cups, externalId: 'b' }),
    );
    outcome.then(
      { status: 'created', event: { metric: 'x_coffee' }, record: null },
      { status: 'created', event: { unit: 'cups' }, record: { value: 1, unit: 'cups' } },
      { status: 'created', event: { unit: 'cups' }, record: { value: 2, unit: 'cups' } },
    );
    expect(outcome.day('x_coffee')).toMatchObject({ value: 3, count: 2 });
  });

  it('of a discrete metric makes its day the mean', () => {
    const mood = { type: 'x_mood', source: 'manual' };
    const outcome = given(definition(1), sample(2, 4, { ...mood, externalId: 'a' })).when(
      sample(3, 7, { ...mood, externalId: 'b' }),
    );
    outcome.then({ status: 'created', event: { value: 7 }, record: { value: 7 } });
    expect(outcome.day('x_mood')).toMatchObject({ value: 5.5, min: 4, max: 7 });
  });

  it('that was accepted before is a duplicate', () => {
    given(definition(1))
      .when(definition(1))
      .then({ status: 'duplicate', ...NONE });
  });

  it.each<[string, HistoryItem]>([
    ['says something else', definition(1, { name: 'Humour' })],
    ['is wrong', definition(1, { kind: 'both' })],
    ['defines another code', definition(1, { code: 'x_humour' })],
  ])('that was accepted before and now %s differs', (_, again) => {
    given(definition(1))
      .when(again)
      .then({ status: 'duplicate', differs: true, ...NONE });
  });

  it('under an id that another mutation spent is its duplicate, and differs', () => {
    const outcome = given(total(1, 5000)).when(definition(1));
    expect(outcome.settled.decisions[0]).toMatchObject({ status: 'duplicate', differs: true });
    given(sourceOrder(1, 'garmin'))
      .when(definition(1))
      .then({ status: 'duplicate', differs: true, ...NONE });
  });

  it('of the same content under another id is a duplicate without an event', () => {
    given(definition(1))
      .when(definition(2))
      .then({ status: 'duplicate', ...NONE });
    given(definition(5))
      .when(definition(2, { colour: null }))
      .then({ status: 'duplicate', ...NONE });
  });

  it.each([
    ['name', { name: 'Humour' }],
    ['unit', { unit: 'stars' }],
    ['kind', { kind: 'cumulative' }],
    ['colour', { colour: '#000000' }],
    ['icon', { icon: 'smile' }],
  ])('with another %s conflicts: the first one stands', (_, other) => {
    given(definition(5))
      .when(definition(1, other), definition(9, other))
      .then(
        { status: 'rejected', code: 'metric_type_conflict', pointer: '/code', ...NONE },
        { status: 'rejected', code: 'metric_type_conflict', pointer: '/code', ...NONE },
      );
  });
});

describe('a subject with 500 metrics of their own', () => {
  const defined = Array.from({ length: OWN_METRICS_MAX }, (_, n) => definition(n + 1, { code: `x_${n}` }));

  it('defines no other, but may say again what is defined', () => {
    given(...defined)
      .when(definition(501), definition(502, { code: 'x_7' }), definition(1, { code: 'x_0' }))
      .then(
        { status: 'rejected', code: 'too_many_metric_types', pointer: '/code', ...NONE },
        { status: 'duplicate', ...NONE },
        { status: 'duplicate', ...NONE },
      );
  });

  it('defined the last of them', () => {
    given(...defined.slice(1))
      .when(definition(501))
      .then({ status: 'created', event: { metric: 'x_mood' }, record: null });
  });
});

describe('a definition is refused', () => {
  it.each([
    ['without an id', { id: undefined }, 'required', '/id'],
    ['with an id of version 4', { id: '0b5f1a52-1b1e-4c83-98c4-dc0c0c07398f' }, 'invalid_uuid', '/id'],
    ['without a code', { code: null }, 'required', '/code'],
    ['with a code that is no text', { code: 5 }, 'invalid_type', '/code'],
    ['with an empty code', { code: '' }, 'invalid_value', '/code'],
    ['with a code without x_', { code: 'mood' }, 'invalid_metric_code', '/code'],
    ['with nothing behind x_', { code: 'x_' }, 'invalid_metric_code', '/code'],
    ['with an upper-case code', { code: 'x_Mood' }, 'invalid_metric_code', '/code'],
    ['with a code in two words', { code: 'x_my mood' }, 'invalid_metric_code', '/code'],
    ['with a code that holds a slash', { code: 'x_a/b' }, 'invalid_metric_code', '/code'],
    ['with a code that holds a colon', { code: 'x_a:b' }, 'invalid_metric_code', '/code'],
    ['with a code that ends in a line', { code: 'x_mood\n' }, 'invalid_metric_code', '/code'],
    ['with a code of 63 characters', { code: `x_${'a'.repeat(61)}` }, 'too_long', '/code'],
    ['with a code of the registry', { code: 'steps' }, 'invalid_metric_code', '/code'],
    ['without a name', { name: undefined }, 'required', '/name'],
    ['with a name of 81 characters', { name: 'a'.repeat(81) }, 'too_long', '/name'],
    ['with a name that holds NUL', { name: 'a\u0000' }, 'invalid_value', '/name'],
    ['with a name that holds half a character', { name: '\ud800' }, 'invalid_value', '/name'],
    ['without a unit', { unit: null }, 'required', '/unit'],
    ['with an empty unit', { unit: '' }, 'invalid_value', '/unit'],
    ['with a unit of 33 characters', { unit: 'a'.repeat(33) }, 'too_long', '/unit'],
    ['without a kind', { kind: undefined }, 'required', '/kind'],
    ['with a kind that is none', { kind: 'average' }, 'invalid_value', '/kind'],
    ['with a colour in words', { colour: 'green' }, 'invalid_value', '/colour'],
    ['with a short colour', { colour: '#fff' }, 'invalid_value', '/colour'],
    ['with an icon of 65 characters', { icon: 'a'.repeat(65) }, 'too_long', '/icon'],
    ['with an icon that is no text', { icon: [] }, 'invalid_type', '/icon'],
    ['with a member that nobody knows', { 'a/b': 1 }, 'unknown_field', '/a~1b'],
  ] as const)('%s', (_, wrong, code, pointer) => {
    given()
      .when(definition(1, wrong))
      .then({ status: 'rejected', code, pointer, ...NONE });
  });

  it('from the future, with the wait after which it passes', () => {
    const outcome = given().when(definition(1, { id: mutationIdFrom(HISTORY_NOW + 62_000, RANDOM) }));
    outcome.then({ status: 'rejected', code: 'future_timestamp', pointer: '/id', ...NONE });
    expect(outcome.settled.verdicts[0]).toMatchObject({ rejection: { retryAfter: 2 } });
  });

  it('and takes the longest code there may be', () => {
    const code = `x_${'a'.repeat(60)}`;
    given()
      .when(definition(1, { code }))
      .then({ status: 'created', event: { metric: code }, record: null });
  });
});

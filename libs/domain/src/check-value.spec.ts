import { DAY, mutation } from '../test/item.js';
import { checkItem } from './check-item.js';
import { METRICS } from './metrics.js';
import type { RecordMutation } from './mutation.js';
import type { Rejection } from './rejection.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');

function check(type: string, value: unknown, unit?: string) {
  const externalId = `stats:${type}:${DAY}`;
  return checkItem({ id: mutation(1), type, value, unit, source: 'manual', externalId }, NOW, null);
}

function refusalOf(type: string, value: unknown, unit?: string): Rejection | undefined {
  const checked = check(type, value, unit);
  return checked.situation === 'sound' ? undefined : checked.rejection;
}

function read(type: string, value: unknown, unit?: string): RecordMutation {
  const checked = check(type, value, unit);
  if (checked.situation !== 'sound' || checked.mutation.kind !== 'record')
    throw new Error(JSON.stringify(checked));
  return checked.mutation;
}

describe('the value of a record', () => {
  it.each([
    ['a number in words', '5000'],
    ['beyond all numbers', Number('1e400')],
    ['beyond all negative numbers', Number('-1e400')],
    ['not a number', NaN],
    ['true', true],
    ['a list', [5000]],
    ['an object', {}],
    ['empty', ''],
  ])('is a finite number, and not %s', (_, value) => {
    expect(refusalOf('steps', value)).toEqual({
      code: 'invalid_value',
      pointer: '/value',
      detail: 'value must be a finite number',
    });
  });

  it('is required', () => {
    expect(refusalOf('steps', undefined)).toMatchObject({ code: 'required', pointer: '/value' });
  });

  it('may be null where there is a register to clear, and nowhere else', () => {
    expect(read('steps', null).content.value).toBeNull();
    const sample = {
      id: mutation(1),
      type: 'steps',
      value: null,
      source: 'manual',
      startAt: `${DAY}T08:00:00Z`,
    };
    expect(checkItem({ ...sample, externalId: 'stats:steps:b' }, NOW, null).situation).toBe('sound');
    expect(checkItem(sample, NOW, null)).toMatchObject({
      rejection: {
        code: 'invalid_value',
        pointer: '/value',
        detail: expect.stringContaining('retract') as string,
      },
    });
  });

  it('is never minus zero', () => {
    expect(Object.is(read('steps', -0).content.value, 0)).toBe(true);
    expect(Object.is(read('x_mood', -0).content.value, 0)).toBe(true);
    expect(Object.is(read('distance_walking_running', -0, 'mi').sentValue, 0)).toBe(true);
  });
});

describe('the range of a value', () => {
  it.each(METRICS.map(({ code, range: [lowest, highest] }) => [code, lowest, highest] as const))(
    'of %s is from %d to %d, both allowed',
    (code, lowest, highest) => {
      expect(read(code, lowest).content.value).toBe(lowest);
      expect(read(code, highest).content.value).toBe(highest);
      for (const value of [below(lowest), -below(-highest)]) {
        expect(refusalOf(code, value)).toMatchObject({
          code: 'value_out_of_range',
          pointer: '/value',
          detail: expect.stringContaining(`${code} must be between ${lowest} and ${highest}`) as string,
        });
      }
    },
  );

  it('says its unit', () => {
    expect(refusalOf('body_mass', 5_000)?.detail).toMatch(/ kg$/);
    expect(refusalOf('steps', -1)?.detail).toBe('steps must be between 0 and 200000');
  });

  it('is that of the canonical unit', () => {
    expect(refusalOf('body_mass', 1_500, 'lb')).toMatchObject({ code: 'value_out_of_range' });
    expect(read('body_mass', 900, 'lb').content.value).toBeCloseTo(408.23, 2);
  });

  it('of an own metric is what can be added up', () => {
    expect(read('x_mood', 1e15).content.value).toBe(1e15);
    expect(read('x_mood', -1e15).content.value).toBe(-1e15);
    for (const value of [1.1e15, -1.1e15, 1e308]) {
      expect(refusalOf('x_mood', value)).toMatchObject({ code: 'value_out_of_range', pointer: '/value' });
    }
  });
});

describe('the unit of a value', () => {
  it.each([
    ['distance_walking_running', 5, 'km', 5_000],
    ['distance_walking_running', 1, 'mi', 1609.344],
    ['active_energy_burned', 418.4, 'kJ', 100],
    ['active_energy_burned', 100, 'Cal', 100],
    ['body_mass', 200, 'lb', 90.718474],
    ['body_temperature', 98.6, 'degF', 37],
    ['blood_glucose', 5.5, 'mmol/L', 99.08573425],
    ['oxygen_saturation', 97, '%', 0.97],
    ['heart_rate', 60, 'bpm', 60],
    ['heart_rate', 60, 'count/min', 60],
    ['height', 70, 'in', 1.778],
    ['height', 178, 'cm', 1.78],
    ['sleep_duration', 7.5, 'h', 450],
  ])('of %s: %d %s is %d', (type, value, unit, canonical) => {
    const mutation = read(type, value, unit);
    expect(mutation.content.value).toBeCloseTo(canonical, 6);
    expect(mutation).toMatchObject({ sentValue: value, sentUnit: unit });
  });

  it('is the canonical one if it is left out, and then not kept twice', () => {
    expect(read('body_mass', 80)).toMatchObject({ unit: 'kg', sentValue: null, sentUnit: null });
    expect(read('body_mass', 80, 'kg')).toMatchObject({ unit: 'kg', sentValue: null, sentUnit: null });
  });

  it('is kept as sent even where the number stays the same', () => {
    expect(read('oxygen_saturation', 0.97 * 100, '%')).toMatchObject({ sentUnit: '%' });
    expect(read('steps', 0, 'count')).toMatchObject({ sentUnit: null });
    expect(read('distance_walking_running', 0, 'mi')).toMatchObject({ sentValue: 0, sentUnit: 'mi' });
  });

  it('is not kept of a cleared record', () => {
    expect(read('body_mass', null, 'lb')).toMatchObject({ sentValue: null, sentUnit: null });
  });

  it.each([
    ['steps', 'kg'],
    ['steps', '%'],
    ['body_mass', 'KG'],
    ['body_mass', 'toString'],
    ['oxygen_saturation', 'percent'],
    ['active_energy_burned', 'cal'],
    ['sleep_duration', 'm'],
  ])('of %s is not %s: the answer lists those that are', (type, unit) => {
    for (const value of [1, null]) {
      expect(refusalOf(type, value, unit)).toMatchObject({
        code: 'unit_not_accepted',
        pointer: '/unit',
        detail: expect.stringContaining(`${type} accepts the units `) as string,
      });
    }
  });

  it('decides what a percentage is: 97 without a unit is not 0.97', () => {
    expect(refusalOf('oxygen_saturation', 97)).toMatchObject({ code: 'value_out_of_range' });
  });
});

/** The next number below. */
function below(value: number): number {
  const cell = new DataView(new ArrayBuffer(8));
  if (value === 0) return -Number.MIN_VALUE;
  cell.setFloat64(0, value);
  cell.setBigInt64(0, cell.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return cell.getFloat64(0);
}

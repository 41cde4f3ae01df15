import { METRICS } from '@daybook/domain';
import { familyOf } from './family.js';
import { FIRST_METRICS, inTileOrder } from './tile-order.js';

describe('the order of tiles', () => {
  it('begins with what is looked at most and goes on by family', () => {
    const codes = ['dietary_water', 'x_mood', 'heart_rate', 'body_mass', 'steps', 'flights_climbed'];
    expect(inTileOrder(codes)).toEqual([
      'steps',
      'body_mass',
      'flights_climbed',
      'heart_rate',
      'dietary_water',
      'x_mood',
    ]);
  });

  it('begins with metrics that exist', () => {
    const codes = METRICS.map(({ code }) => code);
    expect(FIRST_METRICS.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe('the family of a metric', () => {
  it.each([
    ['sleep_duration', 'sleep'],
    ['walking_heart_rate_average', 'heart'],
    ['blood_glucose', 'heart'],
    ['dietary_vitamin_c', 'food'],
    ['body_temperature', 'body'],
    ['water_temperature', 'other'],
    ['respiratory_rate', 'breath'],
    ['cycling_cadence', 'activity'],
    ['x_mood', 'other'],
  ])('of %s is %s', (code, family) => {
    expect(familyOf(code)).toBe(family);
  });
});

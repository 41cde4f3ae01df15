import { clockText, counted, shownAmounts, shownNumber, shownText } from './format-value.js';
import { shownUnit, type ShownUnit } from './shown-unit.js';

const unitOf = (code: string, unit: string, decimals: number | null): ShownUnit =>
  shownUnit({ code, unit, decimals });

const STEPS = unitOf('steps', 'count', 0);
const SLEEP = unitOf('sleep_duration', 'min', 0);

/** Locales divide with spaces of several widths. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a value as it is shown', () => {
  it.each([
    [8003, STEPS, '8,003 steps'],
    [72.44, unitOf('body_mass', 'kg', 1), '72.4 kg'],
    [72, unitOf('body_mass', 'kg', 1), '72.0 kg'],
    [0.973, unitOf('oxygen_saturation', '1', 3), '97.3 %'],
    [5423, unitOf('distance_cycling', 'm', 0), '5.42 km'],
    [1.82, unitOf('height', 'm', 2), '1.82 m'],
    [61, unitOf('heart_rate', '/min', 0), '61 bpm'],
    [14, unitOf('respiratory_rate', '/min', 0), '14 breaths/min'],
    [36.6, unitOf('body_temperature', 'Cel', 1), '36.6 °C'],
    [0.000025, unitOf('dietary_vitamin_d', 'g', 7), '25.0 µg'],
    [0.095, unitOf('dietary_caffeine', 'g', 3), '95 mg'],
    [3.5, unitOf('x_mood', 'points', null), '3.5 points'],
    [8, unitOf('x_mood', '{score}', null), '8'],
    [4.567, unitOf('x_screen', 'h', null), '4.57 h'],
    [0.00123456, unitOf('x_dose', 'mol', null), '0.00123 mol'],
    [-1.23e-9, unitOf('x_dose', 'mol', null), '-0.00000000123 mol'],
    [0, unitOf('x_dose', 'mol', null), '0 mol'],
    [0.04, unitOf('body_mass', 'kg', 1), '0.0 kg'],
    [443, SLEEP, '7 h 23 min'],
    [425, SLEEP, '7 h 05 min'],
    [360, SLEEP, '6 h'],
    [42.4, SLEEP, '42 min'],
    [0, SLEEP, '0 min'],
  ])('of %d reads %s', (value, unit, text) => {
    expect(plain(shownText(value, unit, 'en-US'))).toBe(text);
  });

  it('follows the locale', () => {
    expect(plain(shownText(8003, STEPS, 'de-DE'))).toBe('8.003 steps');
    expect(plain(shownText(18003.5, unitOf('body_mass', 'kg', 1), 'fr-FR'))).toBe('18 003,5 kg');
  });

  it('is as short as a clock in a narrow column', () => {
    expect([0, 12, 65.4, 443].map((minutes) => clockText(minutes, 'en-US'))).toEqual([
      ...['0:00', '0:12', '1:05', '7:23'],
    ]);
  });

  it('is counted in words, one without a plural', () => {
    expect([0, 1, 1200].map((count) => counted(count, 'event', 'en-US'))).toEqual([
      '0 events',
      '1 event',
      '1,200 events',
    ]);
  });

  it('keeps amount and unit apart, so that each has its own size', () => {
    expect(shownAmounts(443, SLEEP, 'en-US')).toEqual([
      { amount: '7', unit: 'h' },
      { amount: '23', unit: 'min' },
    ]);
    expect(shownNumber(8003, STEPS, 'en-US')).toBe('8,003');
  });
});

import { enteredText, enteredValue, rangeWords, type EnteredMetric } from './entered-value.js';
import { shownUnit } from './shown-unit.js';

interface Metric extends EnteredMetric {
  readonly code: string;
}

const STEPS: Metric = { code: 'steps', unit: 'count', decimals: 0, range: [0, 200_000] };
const WEIGHT: Metric = { code: 'body_mass', unit: 'kg', decimals: 1, range: [1, 500] };
const SLEEP: Metric = { code: 'sleep_duration', unit: 'min', decimals: 0, range: [0, 1440] };
const DOSE = { code: 'x_dose', unit: 'mol', decimals: null, range: null };
const SATURATION: Metric = { code: 'oxygen_saturation', unit: '1', decimals: 3, range: [0.5, 1] };
const DISTANCE: Metric = { code: 'distance_cycling', unit: 'm', decimals: 0, range: [0, 500_000] };
const OWN: Metric = { code: 'x_coffee', unit: 'count', decimals: null, range: null };

const entered = (typed: string, metric: Metric, locale = 'en-US') =>
  enteredValue(typed, metric, shownUnit(metric), locale);

/** Numbers and their units are held together. */
const plain = (text: string | null): string => (text ?? '').replace(/\u00a0/g, ' ');

describe('what is typed', () => {
  it.each([
    ['9000', STEPS, 9000],
    ['12,345', STEPS, 12_345],
    ['97.3', SATURATION, 0.973],
    ['5.42', DISTANCE, 5420],
    ['75,2', WEIGHT, 75.2],
    ['0.5', OWN, 0.5],
  ])('becomes the canonical value, without the dust of the conversion: %s', (typed, metric, value) => {
    expect(entered(typed, metric)).toEqual({ value, fault: null });
  });

  it.each([
    ['7:30', 450],
    ['7 h 30', 450],
    ['7h30', 450],
    ['7 h 05 min', 425],
    ['7 h', 420],
    ['٧:٣٠', 450],
    ['443', 443],
    ['443 min', 443],
  ])('may be hours and minutes: %s', (typed, value) => {
    expect(entered(typed, SLEEP)).toEqual({ value, fault: null });
  });

  it.each([
    ['', STEPS, 'Type a number first.'],
    ['abc', STEPS, '“abc” is not a number. Type it like 4,800.'],
    ['1e9', STEPS, '“1e9” is not a number. Type it like 4,800.'],
    ['7:30', WEIGHT, '“7:30” is not a number. Type it like 72.4.'],
    ['7:60', SLEEP, '“7:60” is not a number. Type it like 443 or 7:23.'],
    ['12,5', STEPS, 'Must be a whole number: this reads as 12.5.'],
    ['1.234', STEPS, 'Must be a whole number: this reads as 1.234.'],
    ['7.5', SLEEP, 'Must be whole minutes, or hours like 7:30: this reads as 7.5.'],
  ])('is refused in words: %j', (typed, metric, fault) => {
    const { value, fault: said } = entered(typed, metric);
    expect(value).toBeNull();
    expect(plain(said)).toBe(fault);
  });

  it.each([
    ['-5', STEPS, -5, 'The server takes what is between 0 and 200,000 steps.'],
    ['1000000000', STEPS, 1_000_000_000, 'The server takes what is between 0 and 200,000 steps.'],
    ['752', WEIGHT, 752, 'The server takes what is between 1 and 500 kg.'],
    ['25:00', SLEEP, 1_500, 'The server takes what is between 0 min and 24 h.'],
    ['101', SATURATION, 1.01, 'The server takes what is between 50 and 100 %.'],
  ])('outside of the range is said, and left to the server: %j', (typed, metric, value, words) => {
    const { value: read, fault } = entered(typed, metric);
    expect([read, plain(fault)]).toEqual([value, words]);
  });

  it('is read and refused by the locale', () => {
    expect(entered('1.234', STEPS, 'de-DE')).toEqual({ value: 1234, fault: null });
    expect(entered('1.234', STEPS, 'fr-FR').fault).toMatch(/^“1.234” can be read as two numbers/);
    expect(plain(rangeWords(STEPS, shownUnit(STEPS), 'de-DE'))).toBe('between 0 and 200.000 steps');
  });

  it.each(['en-US', 'de-DE', 'fr-FR', 'ar-EG', 'hi-IN'])('begins with the value of the day: %s', (locale) => {
    for (const [value, metric] of [
      [0.973, SATURATION],
      [1230, DISTANCE],
      [123_456, STEPS],
      [0.000_000_001_23, DOSE],
    ] as const) {
      const text = enteredText(value, shownUnit(metric), locale);
      expect(entered(text, metric, locale)).toEqual({ value, fault: null });
    }
    expect(enteredText(5423, shownUnit(DISTANCE), 'en-US')).toBe('5.42');
  });
});

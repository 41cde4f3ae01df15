import { enteredText, enteredValue } from './entered-value.js';
import { shownUnit } from './shown-unit.js';

const STEPS = shownUnit({ code: 'steps', unit: 'count', decimals: 0 });
const SATURATION = shownUnit({ code: 'oxygen_saturation', unit: '1', decimals: 3 });
const DISTANCE = shownUnit({ code: 'distance_cycling', unit: 'm', decimals: 0 });

describe('what is typed', () => {
  it('becomes the canonical value, without the dust of the conversion', () => {
    expect(enteredValue('9000', STEPS)).toBe(9000);
    expect(enteredValue('97.3', SATURATION)).toBe(0.973);
    expect(enteredValue('5.42', DISTANCE)).toBe(5420);
  });

  it('may have a comma', () => {
    expect(enteredValue('72,4', STEPS)).toBe(72.4);
  });

  it.each(['', '  ', 'a lot', '1e999', '-'])('is no value if it is %j', (typed) => {
    expect(enteredValue(typed, STEPS)).toBeNull();
  });

  it('begins with the value of the day, in the unit that is shown', () => {
    expect(enteredText(0.973, SATURATION)).toBe('97.3');
    expect(enteredText(5423, DISTANCE)).toBe('5.42');
  });
});

import { readNumber } from './read-number.js';

describe('a number that is typed', () => {
  it.each([
    ['4800', 'en-US', 4800],
    [' 4,800 ', 'en-US', 4800],
    ['1.234', 'en-US', 1.234],
    ['1,234,567.8', 'en-US', 1_234_567.8],
    ['-5', 'en-US', -5],
    ['−5', 'en-US', -5],
    ['.5', 'en-US', 0.5],
    ['72.', 'en-US', 72],
    ['1.234', 'de-DE', 1234],
    ['1.234,5', 'de-DE', 1234.5],
    ['75,2', 'de-DE', 75.2],
    ['12 345,6', 'fr-FR', 12_345.6],
    ['12\u202f345', 'fr-FR', 12_345],
    ['12’345.6', 'de-CH', 12_345.6],
    ["12'345", 'en-US', 12_345],
    ['12,34,567', 'en-IN', 1_234_567],
    ['٤٨٠٠', 'en-US', 4800],
    ['٧٢٫٤', 'ar-EG', 72.4],
    ['٤٬٨٠٠', 'en-US', 4800],
    ['४८००', 'hi-IN', 4800],
    ['４８００', 'ja-JP', 4800],
  ])('is read as the locale writes it: %s in %s', (typed, locale, value) => {
    expect(readNumber(typed, locale)).toEqual({ value });
  });

  it.each([
    ['75,2', 'en-US', 75.2],
    ['12,5', 'en-US', 12.5],
    ['1.234,5', 'en-US', 1234.5],
    ['72.4', 'de-DE', 72.4],
    ['72.4', 'ar-EG', 72.4],
  ])('is read as others write it where that can only be one: %s in %s', (typed, locale, value) => {
    expect(readNumber(typed, locale)).toEqual({ value });
  });

  it.each([
    ['1.234', 'fr-FR'],
    ['1,234', 'de-CH'],
    ['1.234', 'ar-EG'],
  ])('is not guessed where it can be two: %s in %s', (typed, locale) => {
    expect(readNumber(typed, locale)).toEqual({ value: null, why: 'two' });
  });

  it.each([
    '',
    '-',
    '.',
    'abc',
    '1e9',
    '7:30',
    '0x10',
    '1,2,3',
    '1..2',
    '12,34,567',
    '5-',
    '1 2',
    '4800 steps',
    'Infinity',
  ])('is none: %j', (typed) => {
    expect(readNumber(typed, 'en-US')).toEqual({ value: null, why: 'none' });
  });

  it('is none where it is larger than any number', () => {
    expect(readNumber('9'.repeat(400), 'en-US')).toEqual({ value: null, why: 'none' });
  });
});

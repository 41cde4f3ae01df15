import { formatInstant } from '@daybook/domain';
import fc from 'fast-check';
import { readPrintedInstant } from './printed-instant.js';

describe('a date as Apple prints it', () => {
  it('is the instant it names, with the offset it was printed with', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (seconds, offset) => {
          const iso = formatInstant(seconds * 1_000, offset).replace('Z', '+00:00');
          const printed = `${iso.slice(0, 10)} ${iso.slice(11, 19)} ${iso.slice(19, 22)}${iso.slice(23)}`;
          expect(readPrintedInstant(printed)).toEqual({ ms: seconds * 1_000, iso });
        },
      ),
    );
  });

  it.each([
    ['2024-09-21 7:57:00\u202fam +1000', '2024-09-21T07:57:00+10:00'],
    ['2024-09-21 7:57:00 PM +1000', '2024-09-21T19:57:00+10:00'],
    ['2024-09-21 12:05:00 am +1000', '2024-09-21T00:05:00+10:00'],
    ['2024-09-21 12:05:00 p.m. -0330', '2024-09-21T12:05:00-03:30'],
  ])('is read with a clock of twelve hours: %s', (printed, iso) => {
    expect(readPrintedInstant(printed)).toEqual({ ms: Date.parse(iso), iso });
  });

  it.each([
    '',
    '2024-09-21',
    '2024-02-30 07:57:00 +1000',
    '2024-09-21 24:00:00 +1000',
    '2024-09-21 07:60:00 +1000',
    '2024-09-21 07:57:61 +1000',
    '2024-09-21 07:57:00 +1960',
    '2024-09-21 07:57:00 01000',
    '2024-09-21T07:57:00 +1000',
    '2024-09-21 0x:57:00 +1000',
    '2024-09-21 13:57:00 am +1000',
    '2024-09-21 07:57:00 +10:00',
  ])('is not %j', (printed) => {
    expect(readPrintedInstant(printed)).toBeNull();
  });
});

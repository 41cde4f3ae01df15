import fc from 'fast-check';
import { addDays, dateOfDayNumber, dayNumber, isCalendarDate } from './calendar.js';

const dayNumbers = fc.integer({ min: dayNumber('0001-01-01'), max: dayNumber('9999-12-31') });

describe('a calendar date', () => {
  it.each(['2026-05-24', '2024-02-29', '2000-02-29', '1900-12-31', '0001-01-01', '9999-12-31'])(
    'can be %s',
    (text) => {
      expect(isCalendarDate(text)).toBe(true);
    },
  );

  it.each([
    '2026-02-31',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '0000-01-01',
    '2026-1-01',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    '2026-01-01\n',
    ' 2026-01-01',
    '٢٠٢٦-٠١-٠١',
    '',
  ])('is never %j', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it.each([[null], [undefined], [20260101], [['2026-01-01']]])('is never %p', (value) => {
    expect(isCalendarDate(value)).toBe(false);
  });

  it('exists exactly when a day number prints it', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    const year = fc.integer({ min: 1, max: 9999 }).map((n) => String(n).padStart(4, '0'));
    fc.assert(
      fc.property(year, two(13), two(32), (y, m, d) => {
        const text = `${y}-${m}-${d}`;
        const utc = new Date(`${y}-01-01T00:00:00Z`);
        utc.setUTCMonth(Number(m) - 1, Number(d));
        expect(isCalendarDate(text)).toBe(utc.toISOString().slice(0, 10) === text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('day numbers', () => {
  it('count from 1970', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayNumber('2000-03-01')).toBe(11_017);
    expect(dayNumber('0099-12-31')).toBe(Date.parse('0099-12-31T00:00:00Z') / 86_400_000);
  });

  it('print back as the date they came from', () => {
    fc.assert(
      fc.property(dayNumbers, (number) => {
        const date = dateOfDayNumber(number);
        expect(isCalendarDate(date)).toBe(true);
        expect(dayNumber(date)).toBe(number);
      }),
    );
  });

  it('refuse to print what YYYY-MM-DD cannot say', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => dateOfDayNumber(Number.NaN)).toThrow(RangeError);
  });
});

describe('adding days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-05-24', 0, '2026-05-24'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('to %s: %i gives %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
  });
});

import fc from 'fast-check';
import { formatInstant, parseInstant } from './instant.js';

describe('reading an instant', () => {
  it.each([
    ['2026-05-24T08:00:00Z', '2026-05-24T08:00:00.000Z', 0],
    ['2026-05-24T08:00:00+02:00', '2026-05-24T06:00:00.000Z', 120],
    ['2026-05-24T08:00:00+0200', '2026-05-24T06:00:00.000Z', 120],
    ['2026-05-24T08:00:00-0330', '2026-05-24T11:30:00.000Z', -210],
    ['2026-05-24T08:00:00+05:45', '2026-05-24T02:15:00.000Z', 345],
    ['2026-05-24T00:30:00+14:00', '2026-05-23T10:30:00.000Z', 840],
    ['2026-05-24T08:00+02:00', '2026-05-24T06:00:00.000Z', 120],
    ['2026-05-24T08:00:00.1Z', '2026-05-24T08:00:00.100Z', 0],
    ['2026-05-24T08:00:00,25Z', '2026-05-24T08:00:00.250Z', 0],
    ['2026-05-24T08:00:00.123999999Z', '2026-05-24T08:00:00.123Z', 0],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z', 0],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z', 0],
    ['2200-12-31T23:59:59Z', '2200-12-31T23:59:59.000Z', 0],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z', 0],
  ])('takes %s', (text, utc, offsetMinutes) => {
    expect(parseInstant(text)).toStrictEqual({ ms: Date.parse(utc), offsetMinutes });
  });

  it.each([
    ['without an offset', '2026-05-24T08:00:00'],
    ['of a date alone', '2026-05-24'],
    ['on a day that does not exist', '2026-02-31T08:00:00Z'],
    ['on the 29th of a common year', '2026-02-29T08:00:00Z'],
    ['at hour 24', '2026-05-24T24:00:00Z'],
    ['at minute 60', '2026-05-24T08:60:00Z'],
    ['in a leap second', '2016-12-31T23:59:60Z'],
    ['before 1900', '1899-12-31T23:59:59Z'],
    ['after 2200', '2201-01-01T00:00:00Z'],
    ['in the form of Apple’s export', '2026-05-24 08:00:00 +0200'],
    ['with hours of offset only', '2026-05-24T08:00:00+02'],
    ['with 75 minutes of offset', '2026-05-24T08:00:00+01:75'],
    ['with more than 18 hours of offset', '2026-05-24T08:00:00+18:01'],
    ['with a fraction of nothing', '2026-05-24T08:00:00.Z'],
    ['with the name of a zone', '2026-05-24T08:00:00+02:00[Europe/Berlin]'],
    ['followed by a line end', '2026-05-24T08:00:00Z\n'],
    ['with a sign before the year', '+002026-05-24T08:00:00Z'],
    ['of milliseconds', 1_779_609_600_000],
    ['of nothing', null],
    ['of nothing at all', undefined],
  ])('refuses one %s', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('agrees with the platform wherever both read the text', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    const date = fc.integer({ min: -25_000, max: 84_000 }).map((n) => new Date(n * 86_400_000).toISOString());
    fc.assert(
      fc.property(
        date,
        two(23),
        two(59),
        two(59),
        two(18),
        two(59),
        fc.boolean(),
        (d, h, m, s, oh, om, west) => {
          fc.pre(Number(oh) < 18);
          const text = `${d.slice(0, 10)}T${h}:${m}:${s}${west ? '-' : '+'}${oh}:${om}`;
          expect(parseInstant(text)?.ms).toBe(Date.parse(text));
        },
      ),
    );
  });
});

describe('printing an instant', () => {
  it.each([
    ['2026-05-24T06:00:00.000Z', 120, '2026-05-24T08:00:00+02:00'],
    ['2026-05-24T06:00:00.000Z', 0, '2026-05-24T06:00:00Z'],
    ['2026-05-24T06:00:00.050Z', -210, '2026-05-24T02:30:00.050-03:30'],
    ['2026-05-24T00:00:00.000Z', -1, '2026-05-23T23:59:00-00:01'],
    ['1969-12-31T23:59:59.999Z', 0, '1969-12-31T23:59:59.999Z'],
  ])('of %s at %i minutes', (utc, offsetMinutes, text) => {
    expect(formatInstant(Date.parse(utc), offsetMinutes)).toBe(text);
  });

  it('is undone by reading it', () => {
    const ms = fc.integer({
      min: Date.parse('1900-01-02T00:00:00Z'),
      max: Date.parse('2200-12-30T00:00:00Z'),
    });
    const offset = fc.integer({ min: -18 * 60, max: 18 * 60 });
    fc.assert(
      fc.property(ms, offset, (at, offsetMinutes) => {
        expect(parseInstant(formatInstant(at, offsetMinutes))).toStrictEqual({ ms: at, offsetMinutes });
      }),
    );
  });
});

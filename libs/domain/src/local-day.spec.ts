import fc from 'fast-check';
import { addDays, dayNumber } from './calendar.js';
import { isTimeZone, localDateAt, localDateIn, nightAt, nightIn, zoneOffsetMinutes } from './local-day.js';

const at = (text: string): number => Date.parse(text);

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC', 'Etc/GMT+5'])(
    'can be %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each(['+02:00', '-0330', '+02', 'UTC+2', 'Europe/Atlantis', '', ' Europe/Berlin', 'constructor'])(
    'is never %j',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
      expect(isTimeZone(name)).toBe(false);
    },
  );

  it.each([[null], [undefined], [2], [['Europe/Berlin']]])('is text, which %p is not', (value) => {
    expect(isTimeZone(value)).toBe(false);
  });
});

describe('the offset of a zone', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', 60],
    ['Europe/Berlin', '2026-03-29T01:00:00.000Z', 120],
    ['Europe/Berlin', '2026-10-25T00:59:59.999Z', 120],
    ['Europe/Berlin', '2026-10-25T01:00:00.000Z', 60],
    ['Asia/Kathmandu', '2026-05-24T00:00:00.000Z', 345],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59.999Z', 660],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z', 630],
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', -600],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', 840],
    ['Pacific/Kiritimati', '2026-05-24T00:00:00.000Z', 840],
    ['America/St_Johns', '2010-03-14T03:30:59.999Z', -210],
    ['America/St_Johns', '2010-03-14T03:31:00.000Z', -150],
    ['Asia/Kolkata', '1969-07-20T20:17:40.000Z', 330],
    ['UTC', '2026-05-24T00:00:00.000Z', 0],
  ])('of %s at %s is %i minutes', (zone, text, minutes) => {
    expect(zoneOffsetMinutes(at(text), zone)).toBe(minutes);
  });

  it('of a name that is no zone is an error', () => {
    expect(() => zoneOffsetMinutes(0, '+02:00')).toThrow(RangeError);
    expect(() => localDateIn(0, 'Europe/Atlantis')).toThrow(RangeError);
  });

  it('is what the platform says at any moment, whichever moments were asked before', () => {
    const zones = [
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Africa/Casablanca',
      'Pacific/Apia',
    ];
    const formats = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' }),
      ]),
    );
    const expected = (ms: number, zone: string): number => {
      const name = formats
        .get(zone)
        ?.formatToParts(ms)
        .find((part) => part.type === 'timeZoneName')?.value;
      const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name ?? '?') ?? fail(name);
      return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    };
    // Half of the moments lie around the days of 2010 and 2011 on which one of these zones changed.
    const moments = fc.oneof(
      fc.integer({ min: at('1995-01-01T00:00:00Z'), max: at('2036-01-01T00:00:00Z') }),
      fc
        .constantFrom(
          '2010-03-14',
          '2010-11-07',
          '2010-03-28',
          '2010-10-31',
          '2011-04-02',
          '2011-10-01',
          '2011-12-30',
        )
        .chain((date) =>
          fc.integer({ min: dayNumber(date) * 86_400_000, max: dayNumber(date) * 86_400_000 + 86_399_999 }),
        ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, ms) => {
        expect(zoneOffsetMinutes(ms, zone)).toBe(expected(ms, zone));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the local day', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T22:59:59.999Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
    ['Asia/Kathmandu', '2026-05-23T18:14:59.999Z', '2026-05-23'],
    ['Asia/Kathmandu', '2026-05-23T18:15:00.000Z', '2026-05-24'],
    ['Australia/Lord_Howe', '2026-05-23T13:30:00.000Z', '2026-05-24'],
    ['America/New_York', '2026-01-01T04:59:59.999Z', '2025-12-31'],
    ['Africa/Monrovia', '1969-12-31T00:44:29.000Z', '1969-12-30'],
    ['Africa/Monrovia', '1969-12-31T00:44:30.000Z', '1969-12-31'],
  ])('in %s at %s is %s', (zone, text, date) => {
    expect(localDateIn(at(text), zone)).toBe(date);
  });

  it('lasts 23 hours in Berlin when summer time begins, 25 when it ends, and 24 otherwise', () => {
    const hours = (date: string): number => {
      const start = dayNumber(date) * 86_400_000 - 24 * 3_600_000;
      return Array.from({ length: 72 }, (_, i) => localDateIn(start + i * 3_600_000, 'Europe/Berlin')).filter(
        (day) => day === date,
      ).length;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-05-24')]).toEqual([23, 25, 24]);
  });

  it('at a fixed offset begins when that clock says midnight', () => {
    expect(localDateAt(at('2026-05-23T21:59:59.999Z'), 120)).toBe('2026-05-23');
    expect(localDateAt(at('2026-05-23T22:00:00Z'), 120)).toBe('2026-05-24');
    expect(localDateAt(at('2026-05-24T03:29:59Z'), -210)).toBe('2026-05-23');
    expect(localDateAt(at('1969-12-31T23:00:00Z'), 0)).toBe('1969-12-31');
  });

  it('is one of the three dates there are on earth', () => {
    const zones = fc.constantFrom(
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Europe/Berlin',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_000_000_000_000 }), (zone, ms) => {
        const utc = new Date(ms).toISOString().slice(0, 10);
        expect([addDays(utc, -1), utc, addDays(utc, 1)]).toContain(localDateIn(ms, zone));
      }),
    );
  });
});

describe('the night of a segment of sleep', () => {
  it.each([
    ['2026-05-23T17:59:59.999', '2026-05-23'],
    ['2026-05-23T18:00:00.000', '2026-05-24'],
    ['2026-05-24T00:00:00.000', '2026-05-24'],
    ['2026-05-24T17:59:59.999', '2026-05-24'],
  ])('runs from 18:00 to 18:00, so %s is the night of %s', (clock, night) => {
    expect(nightIn(at(`${clock}Z`), 'UTC')).toBe(night);
    expect(nightAt(at(`${clock}+05:30`), 330)).toBe(night);
    expect(nightIn(at(`${clock}+02:00`), 'Europe/Berlin')).toBe(night);
  });

  it.each([
    // Clocks go back at midnight: 18:30 and six hours are 23:30 again.
    ['America/Santiago', '2026-04-04T18:30:00-03:00', '2026-04-05'],
    ['Asia/Beirut', '2026-10-24T18:00:00+03:00', '2026-10-25'],
    // Clocks go forward at 22:00: 17:30 and six hours are 00:30.
    ['America/Nuuk', '2026-03-28T17:30:00-02:00', '2026-03-28'],
  ])('runs from 18:00 to 18:00 on the clock where it is changed in the evening: %s', (zone, start, night) => {
    expect(nightIn(at(start), zone)).toBe(night);
  });
});

function fail(name: string | undefined): never {
  throw new Error(`the platform printed ${String(name)}`);
}

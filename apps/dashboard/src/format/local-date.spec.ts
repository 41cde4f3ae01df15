import { localDateOf, msUntilTomorrow, utcInstantOf } from './local-date.js';

describe('the local date', () => {
  it('is what the clock of the device shows', () => {
    expect(localDateOf(new Date(2026, 4, 24, 23, 59, 59))).toBe('2026-05-24');
    expect(localDateOf(new Date(2026, 0, 2, 0, 0, 0))).toBe('2026-01-02');
  });

  it('ends at the midnight of that clock', () => {
    expect(msUntilTomorrow(new Date(2026, 4, 24, 23, 59, 0))).toBe(60_000);
  });

  it('is a calendar date, which formats to itself in UTC', () => {
    expect(utcInstantOf('2026-05-24').toISOString()).toBe('2026-05-24T00:00:00.000Z');
  });
});

import { dayRange } from './day-range.js';

/** Noon UTC: east of +12 h it is the 25th already. */
const NOW = Date.parse('2026-05-24T12:00:00Z');

describe('the days that are asked for', () => {
  it('are those that were named', () => {
    const range = { from: '2026-05-01', to: '2026-05-31' };
    expect(dayRange(range, NOW)).toEqual(range);
  });

  it('reach to where it is already tomorrow, and 400 days back, when none were named', () => {
    expect(dayRange({}, NOW)).toEqual({ from: '2025-04-21', to: '2026-05-25' });
  });

  it('are filled up from the end that was named', () => {
    expect(dayRange({ from: '2026-05-20' }, NOW)).toEqual({ from: '2026-05-20', to: '2026-05-25' });
    expect(dayRange({ from: '2020-01-01' }, NOW)).toEqual({ from: '2020-01-01', to: '2021-02-03' });
    expect(dayRange({ from: '2027-01-01' }, NOW)).toEqual({ from: '2027-01-01', to: '2027-01-01' });
    expect(dayRange({ to: '2026-05-20' }, NOW)).toEqual({ from: '2025-04-16', to: '2026-05-20' });
    expect(dayRange({ to: '0001-01-05' }, NOW)).toEqual({ from: '0001-01-01', to: '0001-01-05' });
  });
});

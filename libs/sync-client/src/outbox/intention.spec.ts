import { targetOf } from './intention.js';

describe('the day of a night', () => {
  it.each([
    ['a night without a zone', { startAt: '2026-05-23T18:00:00+05:30' }, '2026-05-24'],
    ['an afternoon', { startAt: '2026-05-23T17:59:59.999+02:00', timeZone: 'Europe/Berlin' }, '2026-05-23'],
    // Clocks go back at midnight: 18:30 and six hours are 23:30 again.
    [
      'clocks that go back',
      { startAt: '2026-04-04T18:30:00-03:00', timeZone: 'America/Santiago' },
      '2026-04-05',
    ],
    // Clocks go forward at 22:00: 17:30 and six hours are 00:30.
    [
      'clocks that go forward',
      { startAt: '2026-03-28T17:30:00-02:00', timeZone: 'America/Nuuk' },
      '2026-03-28',
    ],
  ])('begins at 18:00 by the clock: %s', (_, when, date) => {
    const item = { ...when, id: 'm', type: 'sleep_duration', value: 60, source: 'watch' };
    expect(targetOf(item).day).toBe(`${date}/sleep_duration`);
  });

  it('is not known of an instant that cannot be read', () => {
    const item = { id: 'm', type: 'steps', value: 1, source: 'watch', startAt: 'yesterday' };
    expect(targetOf(item).day).toBe('');
  });
});

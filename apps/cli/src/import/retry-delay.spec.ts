import { retryDelayMs } from './retry-delay.js';

const now = Date.UTC(2026, 4, 24, 8);
const delay = (failures: number, retryAfter: string | null = null, random = 0) =>
  retryDelayMs(failures, retryAfter, now, random);

describe('waiting before another attempt', () => {
  it('doubles from half a second to half a minute', () => {
    expect([1, 2, 3, 4, 7, 20].map((failures) => delay(failures))).toEqual([
      500, 1_000, 2_000, 4_000, 30_000, 30_000,
    ]);
  });

  it('takes the seconds or the date that the server asks for', () => {
    expect(delay(1, '7')).toBe(7_000);
    expect(delay(1, new Date(now + 9_000).toUTCString())).toBe(9_000);
    expect(delay(1, new Date(now - 9_000).toUTCString())).toBe(0);
  });

  it('does not wait for ever because a server says so, nor at a word that means nothing', () => {
    expect(delay(1, '86400')).toBe(120_000);
    expect(delay(1, 'soon')).toBe(500);
  });

  it('spreads out what failed together', () => {
    expect(delay(3, null, 0.5)).toBe(2_250);
    expect(delay(1, '4', 1)).toBe(5_000);
  });
});

import { ZoneClocks } from './zone-clocks.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

describe('the clocks of zones', () => {
  it('remember a day once, however its zone is spelled', () => {
    const clocks = new ZoneClocks();
    const spellings = ['Europe/Berlin', 'europe/berlin', 'EUROPE/BERLIN', 'eUrOpE/bErLiN'];
    for (const name of spellings) {
      for (let day = 0; day < 10; day++) expect(clocks.offsetMs(day * DAY_MS, name)).toBe(HOUR_MS);
    }
    expect(clocks.kept).toEqual({ names: 4, days: 10 });
  });

  it('never keep more names than their limit, and go on answering', () => {
    const clocks = new ZoneClocks({ names: 5, days: 100 });
    for (let n = 0; n < 64; n++) {
      const name = 'Berlin'.replace(/./gu, (letter, i: number) =>
        (n >> i) & 1 ? letter.toUpperCase() : letter,
      );
      expect(clocks.offsetMs(n * DAY_MS, `Europe/${name}`)).toBe(HOUR_MS);
      expect(clocks.kept.names).toBeLessThanOrEqual(5);
      expect(clocks.kept.days).toBeLessThanOrEqual(100);
    }
  });

  it('never keep more days than their limit, over all zones', () => {
    const clocks = new ZoneClocks({ names: 100, days: 50 });
    for (let day = 0; day < 120; day++) {
      expect(clocks.offsetMs(day * DAY_MS, 'Asia/Tokyo')).toBe(9 * HOUR_MS);
      expect(clocks.offsetMs(day * DAY_MS, 'UTC')).toBe(0);
      expect(clocks.kept.days).toBeLessThanOrEqual(50);
    }
    expect(clocks.offsetMs(0, 'Asia/Tokyo')).toBe(9 * HOUR_MS);
  });

  it('do not keep what is no zone', () => {
    const clocks = new ZoneClocks();
    expect(clocks.knows('Europe/Atlantis')).toBe(false);
    expect(clocks.kept).toEqual({ names: 0, days: 0 });
  });
});

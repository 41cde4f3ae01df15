import { checkMutationId, mutationIdTime } from '@daybook/domain';
import { ServerClock } from '../server/server-clock.js';
import { ArrivalIds } from './arrival-ids.js';

describe('mutation ids made on arrival', () => {
  it('rise within a millisecond, also when its counter overflows', () => {
    const ids = new ArrivalIds(new ServerClock(() => 1_800_000_000_000));
    const made = Array.from({ length: 10_000 }, () => ids.next());
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
    expect(mutationIdTime(made.at(-1) ?? '') - 1_800_000_000_000).toBe(2);
  });

  it('rise when the clock is set back', () => {
    let now = 1_800_000_000_000;
    const ids = new ArrivalIds(new ServerClock(() => now));
    const made = [ids.next()];
    for (const backMs of [60_000, 3_600_000, -1_000]) {
      now -= backMs;
      made.push(...Array.from({ length: 5_000 }, () => ids.next()));
    }
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
    expect(mutationIdTime(made.at(-1) ?? '')).toBe(ids.timeMs);
  });

  it('pass the check that clients’ own ids must pass', () => {
    const ids = new ArrivalIds(new ServerClock(() => 1_800_000_000_000));
    expect(checkMutationId(ids.next(), 1_800_000_000_000)).toMatchObject({ ok: true });
  });
});

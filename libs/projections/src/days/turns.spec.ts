import { Turns } from './turns.js';

/** Work that never waits for anything, in pieces of a millisecond. */
async function work(pieces: number, turns: Turns): Promise<void> {
  for (let n = 0; n < pieces; n++) {
    if (turns.isOver) await turns.next();
    const begun = performance.now();
    while (performance.now() - begun < 1);
  }
}

describe('work in turns', () => {
  it('lets timers run between its pieces', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await work(100, new Turns(undefined));
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(5);
  });

  it('ends in the middle when it is no longer wanted', async () => {
    const reason = new Error('nobody waits for it');
    const wanted = new AbortController();
    setTimeout(() => {
      wanted.abort(reason);
    }, 20);
    const begun = performance.now();
    await expect(work(20_000, new Turns(wanted.signal))).rejects.toBe(reason);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('does not begin another turn when it was not wanted to begin with', async () => {
    await expect(new Turns(AbortSignal.abort(new Error('gone'))).next()).rejects.toThrow('gone');
  });
});

import { Progress } from './progress.js';

function shown(isTTY: boolean, steps: readonly [atMs: number, done: number][]): string {
  let text = '';
  let now = 0;
  const stream = { isTTY, columns: 100, write: (piece: string) => (text += piece) };
  const progress = new Progress(stream, 'importing', () => now);
  for (const [at, done] of steps) {
    now = at;
    progress.report({ done, total: 200, note: `${done} records` });
  }
  progress.stop();
  return text;
}

describe('progress where nobody watches', () => {
  it('is a line every ten seconds with share, rate and time left', () => {
    const text = shown(false, [
      [100, 1],
      [9_999, 40],
      [10_000, 50],
      [15_000, 60],
      [20_000, 100],
    ]);
    expect(text).toBe('importing: 25 %, 50 records, 30 s left\nimporting: 50 %, 100 records, 20 s left\n');
  });
});

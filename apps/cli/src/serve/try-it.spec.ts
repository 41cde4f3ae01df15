import { checkItem } from '@daybook/domain';
import { tryItLine } from './try-it.js';

describe('the line to paste', () => {
  it('is one line with a sound measurement under an id of this moment, and reads the same day', () => {
    const now = Date.now();
    const line = tryItLine('http://127.0.0.1:3000', 'dbk_x', now);
    expect(line).not.toContain('\n');
    const body = /-d '([^']+)'/.exec(line)?.[1] ?? '';
    const { items } = JSON.parse(body) as { items: unknown[] };
    const checked = checkItem(items[0], now, null);
    expect(checked.situation).toBe('sound');
    const day =
      checked.situation === 'sound' &&
      checked.mutation.kind === 'record' &&
      checked.mutation.content.localDate;
    expect(line).toContain(`http://127.0.0.1:3000/api/days/${String(day)}`);
  });
});

import type { Caller } from '../access/caller.js';
import { LiveChannels } from './live-channels.js';

function callerOf(tokenId: string, expiresAt: number | null): Caller {
  return { tokenId, role: 'subject', userId: null, deviceId: null, deviceKind: null, expiresAt };
}

/** A connection of a token that can be closed. */
function channelOf(
  channels: LiveChannels,
  tokenId: string,
  expiresAt: number | null = null,
): { signal: AbortSignal; close: () => void } {
  let close = (): void => undefined;
  const signal = channels.open(callerOf(tokenId, expiresAt), (listener) => {
    close = listener;
  });
  return { signal, close };
}

describe('live channels', () => {
  it('are bounded for each token and in all, and there is room again when one has ended', () => {
    const channels = new LiveChannels((ids) => Promise.resolve(new Set(ids)), Date.now, {
      perToken: 2,
      inAll: 3,
    });
    const first = channelOf(channels, 'a');
    channelOf(channels, 'a');
    expect(() => channelOf(channels, 'a')).toThrow(
      expect.objectContaining({ code: 'rate_limited', status: 429, facts: { retryAfter: 5 } }) as Error,
    );
    channelOf(channels, 'b');
    expect(() => channelOf(channels, 'c')).toThrow(
      expect.objectContaining({ code: 'overloaded', status: 503, facts: { retryAfter: 5 } }) as Error,
    );
    first.close();
    expect(first.signal.aborted).toBe(true);
    channelOf(channels, 'a');
    expect(channels.size).toBe(3);
    channels.closeAll();
  });

  it('end within a second of their token, whether it is revoked or expires, and no others do', async () => {
    const { jest } = import.meta;
    jest.useFakeTimers();
    try {
      const unrevoked = new Set(['a', 'b', 'c']);
      const channels = new LiveChannels(() => Promise.resolve(unrevoked), Date.now);
      const opened = [
        channelOf(channels, 'a'),
        channelOf(channels, 'b', Date.now() + 700),
        channelOf(channels, 'c'),
      ];
      const ended = () => opened.map(({ signal }) => signal.aborted);
      await jest.advanceTimersByTimeAsync(600);
      expect(ended()).toEqual([false, false, false]);
      unrevoked.delete('a');
      await jest.advanceTimersByTimeAsync(1_000);
      expect(ended()).toEqual([true, true, false]);
      channels.closeAll();
    } finally {
      jest.useRealTimers();
    }
  });

  it('are looked at one time after the other, however slow the answer is', async () => {
    let looks = 0;
    let answer: (unrevoked: ReadonlySet<string>) => void = () => undefined;
    const slow = (): Promise<ReadonlySet<string>> => {
      looks += 1;
      return new Promise((resolve) => (answer = resolve));
    };
    const channels = new LiveChannels(slow, Date.now);
    const { signal } = channelOf(channels, 'a');
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(looks).toBe(1);
    answer(new Set());
    await new Promise((resolve) => setImmediate(resolve));
    expect(signal.aborted).toBe(true);
    channels.closeAll();
  });
});

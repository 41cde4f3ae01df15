import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withPatience } from './patience.js';

const TOO_MANY = { code: 'too_many_events', status: 422 };

describe('patience with a fold of the log', () => {
  const nobodyLeaves = (): void => undefined;

  it('hands on what comes in time, a result or a failure', async () => {
    await expect(withPatience(1_000, nobodyLeaves, () => Promise.resolve('days'))).resolves.toBe('days');
    const failure = new Error('the database is gone');
    await expect(withPatience(1_000, nobodyLeaves, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('gives up what takes too long, and says what to ask for instead', async () => {
    const slow = withPatience(20, nobodyLeaves, (signal) => sleepUntilAborted(signal));
    await expect(slow).rejects.toMatchObject(TOO_MANY);
    await expect(slow).rejects.toThrow('ask for fewer days, or name a type');
  });

  it('gives up also when memory was cleaned up in between', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const slow = withPatience(200, nobodyLeaves, async (signal) => {
      await sleep(20);
      collectGarbage();
      await sleep(400);
      signal.throwIfAborted();
    });
    await expect(slow).rejects.toMatchObject(TOO_MANY);
  });

  it('gives up when the client has gone away', async () => {
    const socket = new EventEmitter();
    const answer = withPatience(
      60_000,
      (listener) => socket.once('close', listener),
      (signal) => sleepUntilAborted(signal),
    );
    socket.emit('close');
    await expect(answer).rejects.toMatchObject(TOO_MANY);
  });

  it('takes a statement that ran into its limit for too much as well', async () => {
    const cancelled = Object.assign(new Error('canceling statement'), { code: '57014' });
    await expect(withPatience(1_000, nobodyLeaves, () => Promise.reject(cancelled))).rejects.toMatchObject(
      TOO_MANY,
    );
  });
});

async function sleepUntilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await Promise.race([once(signal, 'abort'), sleep(60_000, undefined, { ref: false })]);
  signal.throwIfAborted();
  throw new Error('nobody gave up');
}

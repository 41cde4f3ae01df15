import { setTimeout as sleep } from 'node:timers/promises';
import { keepRunning, type ServerNews } from './keep-running.js';

/** A server that is down whenever it is looked at, as often as told. */
function failing(times: number, startAgain: () => Promise<void> = () => Promise.resolve()) {
  let left = times;
  const said: string[] = [];
  const news: ServerNews = {
    ended: () => said.push('ended'),
    back: () => said.push('back'),
    lost: ({ message }) => said.push(message),
  };
  const isUp = () => Promise.resolve((left -= 1) < 0);
  return { said, stop: keepRunning({ isUp, startAgain }, news) };
}

describe('a server that is kept running', () => {
  it('is started again when it has ended', async () => {
    const { said, stop } = failing(1);
    await sleep(1_300);
    await stop();
    expect(said).toEqual(['ended', 'back']);
  });

  it('is given up when it ends again and again', async () => {
    const { said, stop } = failing(9);
    await sleep(3_000);
    await stop();
    expect(said).toEqual([
      ...['ended', 'back', 'ended', 'back', 'ended', 'back'],
      'PostgreSQL has ended 4 times within a minute; see its log.',
    ]);
  });

  it('is given up when it does not start', async () => {
    const { said, stop } = failing(1, () => Promise.reject(new Error('It does not start.')));
    await sleep(800);
    await stop();
    expect(said).toEqual(['ended', 'It does not start.']);
  });

  it('is let go only after a start that is under way', async () => {
    let isStarted = false;
    const { stop } = failing(1, async () => {
      await sleep(500);
      isStarted = true;
    });
    await sleep(700);
    await stop();
    expect(isStarted).toBe(true);
  });
});

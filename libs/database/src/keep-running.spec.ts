import { keepRunning, type ServerNews } from './keep-running.js';

/** A server that is down whenever it is looked at, as often as told. `end` resolves when nothing more can happen. */
function failing(times: number, startAgain: () => Promise<void> = () => Promise.resolve()) {
  let left = times;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const said: string[] = [];
  const news: ServerNews = {
    ended: () => said.push('ended'),
    back: () => said.push('back'),
    lost: ({ message }) => {
      said.push(message);
      end();
    },
  };
  const isUp = () => {
    left -= 1;
    if (left < 0) end();
    return Promise.resolve(left < 0);
  };
  return { said, ended, stop: keepRunning({ isUp, startAgain }, news) };
}

describe('a server that is kept running', () => {
  it('is started again when it has ended', async () => {
    const { said, ended, stop } = failing(1);
    await ended;
    await stop();
    expect(said).toEqual(['ended', 'back']);
  });

  it('is given up when it ends again and again', async () => {
    const { said, ended, stop } = failing(9);
    await ended;
    await stop();
    expect(said).toEqual([
      ...['ended', 'back', 'ended', 'back', 'ended', 'back'],
      'PostgreSQL has ended 4 times within a minute; see its log.',
    ]);
  });

  it('is given up when it does not start', async () => {
    const { said, ended, stop } = failing(1, () => Promise.reject(new Error('It does not start.')));
    await ended;
    await stop();
    expect(said).toEqual(['ended', 'It does not start.']);
  });

  it('is let go only after a start that is under way', async () => {
    let begin = (): void => undefined;
    let finish = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const { stop } = failing(1, () => {
      begin();
      return new Promise((resolve) => (finish = resolve));
    });
    await begun;
    let isLetGo = false;
    const letGo = stop().then(() => (isLetGo = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isLetGo).toBe(false);
    finish();
    await letGo;
  });
});

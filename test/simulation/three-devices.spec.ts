import { playHistory } from './play-history.js';
import { PATIENCE_MS, playSeeds } from './play-seeds.js';
import { Stage } from './stage.js';

describe('three devices, one server and everything that can go wrong between them', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
  });

  afterAll(() => stage.close());

  it('play the same history each time', async () => {
    const [first, second] = [await playHistory(1, stage), await playHistory(1, stage)];
    expect(first.history.length).toBeGreaterThan(100);
    expect(second.history).toEqual(first.history);
  });

  it(
    'end with every replica equal to the server, nothing lost and nothing shown that was older',
    () => playSeeds(stage, 1),
    PATIENCE_MS,
  );
});

import { PATIENCE_MS, playSeeds } from './play-seeds.js';
import { Stage } from './stage.js';

/** A second spec, so that jest's second worker plays as well. */
describe('three devices, one server and other ways in which everything can go wrong', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
  });

  afterAll(() => stage.close());

  it(
    'end with every replica equal to the server, nothing lost and nothing shown that was older',
    () => playSeeds(stage, 2),
    PATIENCE_MS,
  );
});

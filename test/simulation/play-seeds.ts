import { playHistory } from './play-history.js';
import type { Stage } from './stage.js';

/** A seed to repeat one history and see what happens in it; without it as many are played as fit. */
const SEED = process.env['DAYBOOK_SEED'];
const isLong = process.env['DAYBOOK_LONG'] !== undefined;

/** Every run plays these at least, and goes on as long as there is time: one spec the odd ones, one the even. */
const AT_LEAST = isLong ? 2_000 : 52;
/** However quick the machine is: what nobody has played yet is for a long run, or a run would fail by chance. */
const AT_MOST = isLong ? AT_LEAST : 300;
const TIME_MS = isLong ? 1_800_000 : 60_000;

/** A run ends by itself; this is only for one that hangs, or for a machine that is busy with something else. */
export const PATIENCE_MS = 15 * TIME_MS;

/**
 * Plays histories until one of them ends badly.
 *
 * @param firstSeed of those that every run plays: 1 for the odd seeds, 2 for the even ones
 * @throws Error with what is wrong, and the command that plays the history again
 */
export async function playSeeds(stage: Stage, firstSeed: number): Promise<void> {
  const seeds = SEED === undefined ? seedsFrom(firstSeed) : [Number(SEED)];
  for (const seed of seeds) {
    const { faults, history } = await playHistory(seed, stage);
    if (SEED !== undefined) process.stderr.write(`${history.join('\n')}\n`);
    if (faults.length === 0) continue;
    const command = `DAYBOOK_SEED=${seed} npm test -- test/simulation`;
    throw new Error(`seed ${seed}; to repeat it: ${command}\n${faults.join('\n')}`);
  }
}

/**
 * The same ones in every run, so that a change is compared with what passed before; a long run goes on with new ones,
 * because it is there to find what nobody has seen yet.
 */
function* seedsFrom(firstSeed: number): Generator<number> {
  const until = Date.now() + TIME_MS;
  const isTimeLeft = (): boolean => Date.now() < until;
  let played = 0;
  for (; played < AT_LEAST || (played < AT_MOST && isTimeLeft()); played++) yield firstSeed + 2 * played;
  if (!isLong) return;
  for (let seed = 2 * Math.floor(Date.now() / 1_000) + firstSeed; isTimeLeft(); seed += 2) yield seed;
}

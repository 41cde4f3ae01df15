import { setImmediate as nextTurn } from 'node:timers/promises';

/** As long as a fold may hold up everybody else: a tenth of what a person notices. */
const TURN_MS = 10;

/**
 * Lets long work be done in turns: after 10 ms of it whatever else waits in the process comes first, and whether the
 * work is still wanted is asked again.
 */
export class Turns {
  #begun = performance.now();

  constructor(private readonly wanted: AbortSignal | undefined) {}

  /** To be asked before each small piece of the work. */
  get isOver(): boolean {
    return performance.now() - this.#begun >= TURN_MS;
  }

  /** Waits for the next turn. @throws the signal's reason when the work is no longer wanted */
  async next(): Promise<void> {
    this.wanted?.throwIfAborted();
    await nextTurn();
    this.wanted?.throwIfAborted();
    this.#begun = performance.now();
  }
}

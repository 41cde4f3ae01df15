import type { Candidacy, Channel, Election } from '@daybook/sync-client';
import type { World } from './world.js';

/** What the tabs of one browser share: a lock, for which they queue, and a line on which each hears the others. */
export class SimulatedTabs {
  readonly #world: World;
  #queue: Election[] = [];
  readonly #ears = new Set<(message: unknown) => void>();

  constructor(world: World) {
    this.#world = world;
  }

  elect(election: Election): Candidacy {
    this.#queue.push(election);
    if (this.#queue.length === 1) this.#lead(election);
    return {
      steal: () => {
        const [leader] = this.#queue;
        if (leader === election) return;
        this.#queue = [election, ...this.#queue.filter((other) => other !== election)];
        leader?.lost();
        this.#lead(election);
      },
      resign: () => {
        const led = this.#queue[0] === election;
        this.#queue = this.#queue.filter((other) => other !== election);
        const [heir] = this.#queue;
        if (led && heir) this.#lead(heir);
      },
    };
  }

  openChannel(hear: (message: unknown) => void): Channel {
    this.#ears.add(hear);
    return {
      postMessage: (message) => {
        const copy: unknown = structuredClone(message);
        for (const ear of this.#ears) {
          if (ear === hear) continue;
          this.#world.after(1, () => {
            if (this.#ears.has(ear)) ear(copy);
          });
        }
      },
      close: () => {
        this.#ears.delete(hear);
      },
    };
  }

  /** The lock is taken from whoever leads, as by a tab that did not hear of the leader for too long. */
  robLeader(): void {
    const [leader, heir] = this.#queue;
    if (!leader || !heir) return;
    this.#queue = [...this.#queue.slice(1), leader];
    leader.lost();
    this.#lead(heir);
  }

  /** The browser is gone, and every tab of it. */
  die(): void {
    this.#queue = [];
    this.#ears.clear();
  }

  #lead(election: Election): void {
    this.#world.after(0, () => {
      if (this.#queue[0] === election) election.gained();
    });
  }
}

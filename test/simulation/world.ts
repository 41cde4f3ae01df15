interface Happening {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void | Promise<void>;
}

/** What the right clocks show at `now` 0. */
export const BEGINNING = Date.UTC(2026, 4, 24, 6);

/** Turns of the event loop after which nothing runs any more that does not wait for the clock or the server. */
const SETTLE_TURNS = 3;

/**
 * Time that stands still until everything at one moment has happened. Nothing in a simulated world happens but by
 * `after`, so that a seed plays the same history each time.
 */
export class World {
  now = 0;
  /** What `tell` was told, each line with its time. */
  readonly history: string[] = [];
  #order = 0;
  #happenings: Happening[] = [];

  /** Notes something for whoever repeats a history. Two plays of a seed tell the same. */
  tell(what: string): void {
    this.history.push(`${(this.now / 1_000).toFixed(3).padStart(9)} s  ${what}`);
  }

  /** Lets something happen in so many ms; the returned function takes it back. */
  after(ms: number, happen: () => void | Promise<void>): () => void {
    const happening = { at: this.now + Math.max(0, ms), order: this.#order++, happen };
    this.#happenings.push(happening);
    return () => {
      this.#happenings = this.#happenings.filter((other) => other !== happening);
    };
  }

  /** Plays on for so many ms. */
  async play(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (let next = this.#first(); next && next.at <= end; next = this.#first()) {
      this.#happenings.splice(this.#happenings.indexOf(next), 1);
      this.now = next.at;
      await next.happen();
      await settle();
    }
    this.now = end;
  }

  #first(): Happening | undefined {
    let first: Happening | undefined;
    for (const one of this.#happenings) {
      if (!first || one.at < first.at || (one.at === first.at && one.order < first.order)) first = one;
    }
    return first;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}

import type { ClientStorage } from '../replica/client-storage.js';
import type { Outcome } from './outcome.js';

/** Outcomes kept for whoever asks late: an import of two batches, some 200 kB. */
const KEPT = 1_000;

/** What is told to who waits: how it ended or, as a rejection, that this will not be known any more. */
type End = Outcome | Promise<never>;

/** Who waits for which mutation, and how the last ones ended. */
export class Settlements {
  readonly #storage: ClientStorage;
  readonly #waiting = new Map<string, ((end: End) => void)[]>();
  readonly #kept = new Map<string, End>();
  #noMore: Promise<never> | undefined;

  constructor(storage: ClientStorage) {
    this.#storage = storage;
  }

  /** Every outcome to come of a mutation that was only just kept, or gets another turn, will be heard here. */
  expect(key: string): void {
    this.#kept.delete(key);
    this.#waiting.set(key, this.#waiting.get(key) ?? []);
  }

  /** How a mutation ended, or will end. */
  async of(key: string): Promise<Outcome> {
    if (!this.#kept.has(key) && !this.#waiting.has(key)) await this.look([key]);
    return (
      this.#kept.get(key) ??
      this.#noMore ??
      new Promise((resolve) => this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]))
    );
  }

  settle(key: string, outcome: End): void {
    this.#kept.delete(key);
    this.#kept.set(key, outcome);
    const [oldest = key] = this.#kept.keys();
    if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    for (const resolve of this.#waiting.get(key) ?? []) resolve(outcome);
    this.#waiting.delete(key);
  }

  /** No outcome comes any more: whoever waits is told why, and so is who asks later. */
  end(why: string): void {
    this.#noMore = Promise.reject(new Error(why));
    // Perhaps nobody waits.
    this.#noMore.catch(() => undefined);
    for (const key of this.#waiting.keys()) this.settle(key, this.#noMore);
  }

  /** Reads verdicts that were kept, and not told here: the leader died in between, or this tab did not hear it. */
  async look(keys = [...this.#waiting.keys()]): Promise<void> {
    const rows = await this.#storage.read((reader) => Promise.all(keys.map((key) => reader.mutation(key))));
    keys.forEach((key, i) => {
      const row = rows[i];
      const outcome: Outcome | null = row ? row.verdict : { status: 'settled_earlier' };
      if (outcome && !this.#kept.has(key)) this.settle(key, outcome);
    });
  }
}

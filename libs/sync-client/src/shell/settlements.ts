import type { ClientStorage } from '../replica/client-storage.js';
import type { Outcome } from './outcome.js';

/** Outcomes kept for whoever asks late: an import of two batches, some 200 kB. */
const KEPT = 1_000;

/** Who waits for which mutation, and how the last ones ended. */
export class Settlements {
  readonly #storage: ClientStorage;
  readonly #waiting = new Map<string, ((outcome: Outcome) => void)[]>();
  readonly #kept = new Map<string, Outcome>();

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
    const known = this.#kept.get(key);
    if (known) return known;
    return new Promise((resolve) => this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]));
  }

  settle(key: string, outcome: Outcome): void {
    this.#kept.delete(key);
    this.#kept.set(key, outcome);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const resolve of waiting) resolve(outcome);
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

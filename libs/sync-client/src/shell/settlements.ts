import type { Outcome } from './outcome.js';

/** Outcomes kept for whoever asks late: an import of two batches, some 200 kB. */
const KEPT = 1_000;

/** Who waits for which mutation, and how the last ones ended. */
export class Settlements {
  readonly #waiting = new Map<string, ((outcome: Outcome) => void)[]>();
  readonly #kept = new Map<string, Outcome>();

  /** How a mutation ended lately. */
  known(key: string): Outcome | undefined {
    return this.#kept.get(key);
  }

  /** Every outcome to come of a mutation that was only just kept, or gets another turn, will be heard here. */
  expect(key: string): void {
    this.#kept.delete(key);
    this.#waiting.set(key, this.#waiting.get(key) ?? []);
  }

  /** The mutations without an outcome so far. */
  expected(): ReadonlyMap<string, unknown> {
    return this.#waiting;
  }

  wait(key: string): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]);
    });
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
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Several collectors and somebody who reloads cost the database one question in so long. */
const KEPT_MS = 5_000;
/** Prometheus gives a scrape 10 s by default; the other figures are not worth less because one is late. */
const PATIENCE_MS = 500;

/**
 * A figure that another server must be asked for, on behalf of a scrape that may neither wait long nor fail: who is
 * not answered in time reads that it is not known.
 */
export class AskedFigure {
  readonly #ask: () => Promise<number>;
  readonly #patienceMs: number;
  #known: number | undefined;
  #knownAt = -Infinity;
  #asking: Promise<void> | undefined;

  /** @param patienceMs how long a reader waits for an answer */
  constructor(ask: () => Promise<number>, patienceMs: number = PATIENCE_MS) {
    this.#ask = ask;
    this.#patienceMs = patienceMs;
  }

  /** The figure, not older than 5 s; `undefined` if it cannot be had now. */
  async read(): Promise<number | undefined> {
    if (performance.now() - this.#knownAt < KEPT_MS) return this.#known;
    this.#known = undefined;
    this.#asking ??= this.#askOnce();
    await Promise.race([this.#asking, sleep(this.#patienceMs, undefined, { ref: false })]);
    return this.#known;
  }

  async #askOnce(): Promise<void> {
    try {
      this.#known = await this.#ask();
      this.#knownAt = performance.now();
    } catch {
      // The next reader asks again.
    } finally {
      this.#asking = undefined;
    }
  }
}

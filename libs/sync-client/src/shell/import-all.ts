import { BATCH_MAX_ITEMS } from '@daybook/contract';
import type { RecordIntention } from '../outbox/intention.js';
import type { ClientCore } from './client-core.js';
import type { ClientEvent } from './client-event.js';
import type { Outcome } from './outcome.js';

/** Waiting for verdicts at once: enough that the next batch is always there, few enough that memory stays flat. */
const WINDOW = 4 * BATCH_MAX_ITEMS;

export interface ImportProgress {
  /** Records taken from the input and kept in the outbox. */
  readonly read: number;
  /** Records with a verdict, the rejected ones among them. */
  readonly settled: number;
  readonly rejected: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops reading. What was read is in the outbox and is sent all the same. */
  readonly signal?: AbortSignal;
}

/** The records of one import that wait for their verdicts. */
class Waiting {
  progress: ImportProgress = { read: 0, settled: 0, rejected: 0 };
  readonly #keys = new Set<string>();
  readonly #report: (progress: ImportProgress) => void;
  #wake: (() => void) | undefined;

  constructor(report: (progress: ImportProgress) => void) {
    this.#report = report;
  }

  get size(): number {
    return this.#keys.size;
  }

  add(keys: readonly string[]): void {
    for (const key of keys) this.#keys.add(key);
    this.progress = { ...this.progress, read: this.progress.read + keys.length };
    this.#report(this.progress);
  }

  settle(key: string, outcome: Outcome): void {
    if (!this.#keys.delete(key)) return;
    const { settled, rejected } = this.progress;
    const refused = outcome.status === 'rejected' ? 1 : 0;
    this.progress = { ...this.progress, settled: settled + 1, rejected: rejected + refused };
    this.#wake?.();
  }

  /** Returns when at most so many wait. */
  async downTo(size: number): Promise<void> {
    while (this.#keys.size > size) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#report(this.progress);
    }
  }
}

/**
 * Reads records and sends them, never more ahead of the server than {@link WINDOW}: an input of any length takes the
 * same memory, and offline it waits. It ends when every record that was read has its verdict.
 */
export async function importAll(
  core: ClientCore,
  subscribe: (listener: (event: ClientEvent) => void) => () => void,
  items: Iterable<RecordIntention> | AsyncIterable<RecordIntention>,
  { onProgress, signal }: ImportOptions,
): Promise<ImportProgress> {
  const waiting = new Waiting(onProgress ?? (() => undefined));
  const unsubscribe = subscribe((event) => {
    if (event.type === 'settled') waiting.settle(event.key, event.outcome);
  });
  const write = async (portion: readonly RecordIntention[]): Promise<void> => {
    const { keys, known } = await core.write(portion);
    waiting.add(keys);
    // An earlier run of the same import put them there, and their verdicts may be in already.
    for (const key of known)
      void core.settled(key).then((outcome) => {
        waiting.settle(key, outcome);
      });
  };
  try {
    let portion: RecordIntention[] = [];
    for await (const item of items) {
      if (signal?.aborted === true) break;
      portion.push(item);
      if (portion.length < BATCH_MAX_ITEMS) continue;
      await write(portion);
      portion = [];
      await waiting.downTo(WINDOW);
    }
    if (portion.length > 0) await write(portion);
    await waiting.downTo(0);
  } finally {
    unsubscribe();
  }
  return waiting.progress;
}

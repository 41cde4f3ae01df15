import { BATCH_MAX_ITEMS } from '@daybook/contract';
import { checkIntention } from '../outbox/check-intention.js';
import type { RecordIntention } from '../outbox/intention.js';
import type { Outcome } from './outcome.js';
import type { SyncClient } from './sync-client.js';

/** Waiting for verdicts at once: enough that the next batch is always there, few enough that memory stays flat. */
const WINDOW = 4 * BATCH_MAX_ITEMS;

export interface ImportProgress {
  /** Records taken from the input and kept in the outbox. */
  readonly read: number;
  /** Records that are done with, the rejected ones among them. */
  readonly settled: number;
  /**
   * By the server, which are then listed as failed, or wait in the outbox if it may accept them later (a type that a
   * newer one knows); or because they could not be sent as they are (`NaN`).
   */
  readonly rejected: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Tells of each rejected record which it is, and why in words. */
  readonly onRejected?: (record: RecordIntention, detail: string) => void;
  /** Stops reading. What was read is in the outbox and is sent all the same. */
  readonly signal?: AbortSignal;
}

/**
 * Reads records and sends them, never more ahead of the server than {@link WINDOW}: an input of any length takes the
 * same memory, and offline it waits. It ends when every record that was read has its verdict. An import that may be
 * run twice gives its records external ids (or ids of their own), by which the second run changes nothing.
 */
export async function importAll(
  client: SyncClient,
  records: Iterable<RecordIntention> | AsyncIterable<RecordIntention>,
  { onProgress, onRejected, signal }: ImportOptions = {},
): Promise<ImportProgress> {
  let [read, settled, rejected] = [0, 0, 0];
  /** How to go on although a record waits in the outbox for a later answer, by its key. */
  const waiting = new Map<string, (outcome: Outcome) => void>();
  let wake: (() => void) | undefined;
  let failure: Error | undefined;
  const reject = (record: RecordIntention, detail: string): void => {
    rejected++;
    onRejected?.(record, detail);
  };
  const settle = (record: RecordIntention, outcome: Outcome): void => {
    settled++;
    if (outcome.status === 'rejected') reject(record, outcome.detail);
    wake?.();
  };
  const fail = (error: unknown): void => {
    failure ??= error as Error;
    wake?.();
  };
  const room = async (size: number): Promise<void> => {
    for (;;) {
      onProgress?.({ read, settled, rejected });
      if (read - settled <= size) return;
      if (failure) throw failure;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const write = async (portion: readonly RecordIntention[]): Promise<void> => {
    const { keys, fresh } = await client.recordAll(portion);
    read += keys.length;
    portion.forEach((record, i) => {
      const key = keys[i] as string;
      // Of a key that stands in the input twice each record is told.
      const other = waiting.get(key);
      const putOff = new Promise<Outcome>((resolve) =>
        waiting.set(key, (outcome) => {
          other?.(outcome);
          resolve(outcome);
        }),
      );
      Promise.race([client.settled(key), putOff])
        .then((outcome) => {
          waiting.delete(key);
          settle(record, outcome);
        })
        .catch(fail);
    });
    // What is in the outbox from an earlier run may have been put off: it gets another turn, and is told of again.
    if (fresh.length < keys.length) await client.syncNow();
    await room(WINDOW);
  };
  const unsubscribe = client.subscribe((event) => {
    // What the clock made wrong is mended by the client; everything else may wait for a newer server for ever.
    if (event.type === 'put_off' && 'code' in event.outcome && event.outcome.code !== 'future_timestamp')
      waiting.get(event.key)?.(event.outcome);
  });
  try {
    let portion: RecordIntention[] = [];
    for await (const record of records) {
      if (signal?.aborted === true) break;
      try {
        checkIntention(record);
        portion.push(record);
      } catch (error) {
        read++;
        settled++;
        reject(record, (error as Error).message);
      }
      if (portion.length < BATCH_MAX_ITEMS) continue;
      await write(portion);
      portion = [];
    }
    if (portion.length > 0) await write(portion);
    await room(0);
  } finally {
    unsubscribe();
  }
  return { read, settled, rejected };
}

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
  /** By the server, which are then listed as failed, or because they could not be sent as they are (`NaN`). */
  readonly rejected: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
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
  { onProgress, signal }: ImportOptions = {},
): Promise<ImportProgress> {
  let [read, settled, rejected] = [0, 0, 0];
  let wake: (() => void) | undefined;
  let failure: Error | undefined;
  const settle = ({ status }: Pick<Outcome, 'status'>): void => {
    settled++;
    if (status === 'rejected') rejected++;
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
    const { keys } = await client.recordAll(portion);
    read += keys.length;
    for (const key of keys) client.settled(key).then(settle, fail);
    await room(WINDOW);
  };
  const unsubscribe = client.subscribe((event) => {
    if (event.type === 'erased' || (event.type === 'status' && event.status.phase === 'stopped'))
      fail(new Error('the client was closed, or the subject erased, before the import was done'));
  });
  try {
    let portion: RecordIntention[] = [];
    for await (const record of records) {
      if (signal?.aborted === true) break;
      try {
        checkIntention(record);
        portion.push(record);
      } catch {
        read++;
        settle({ status: 'rejected' });
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

import { BATCH_MAX_ITEMS } from '@daybook/contract';
import type { RecordIntention } from '../outbox/intention.js';
import type { Outcome } from './outcome.js';
import type { SyncClient } from './sync-client.js';

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
  /** How many records wait for the verdict on a mutation: the caller may give one id twice. */
  const waiting = new Map<string, number>();
  let [read, settled, rejected] = [0, 0, 0];
  let wake: (() => void) | undefined;
  let isOver = false;
  const settle = (key: string, { status }: Outcome): void => {
    const count = waiting.get(key) ?? 0;
    waiting.delete(key);
    settled += count;
    if (status === 'rejected') rejected += count;
    wake?.();
  };
  const room = async (size: number): Promise<void> => {
    for (;;) {
      onProgress?.({ read, settled, rejected });
      if (waiting.size <= size) return;
      if (isOver) throw new Error('the client was closed, or the subject erased, before the import was done');
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const write = async (portion: readonly RecordIntention[]): Promise<void> => {
    const { keys, known, replaced } = await client.recordAll(portion);
    read += keys.length;
    for (const key of keys) waiting.set(key, (waiting.get(key) ?? 0) + 1);
    for (const { key, by } of replaced) settle(key, { status: 'replaced', by });
    // An earlier run of the same import put them there, and their verdicts may be in already.
    for (const key of known)
      void client.settled(key).then((outcome) => {
        settle(key, outcome);
      });
    await room(WINDOW);
  };
  const unsubscribe = client.subscribe((event) => {
    if (event.type === 'settled') settle(event.key, event.outcome);
    isOver ||= event.type === 'erased' || (event.type === 'status' && event.status.phase === 'stopped');
    if (isOver) wake?.();
  });
  try {
    let portion: RecordIntention[] = [];
    for await (const record of records) {
      if (signal?.aborted === true) break;
      portion.push(record);
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

import type { ImportEnd, ImportedItem, ImportStream } from '@daybook/importing';
import type { BatchClient } from './batch-client.js';
import { BatchPacker, type Batch } from './batch-packer.js';
import type { ImportTally } from './import-tally.js';
import { SendWindow } from './send-window.js';

/** Enough to keep the server's queue from running dry while answers travel; more would only wait there. */
const BATCHES_IN_FLIGHT = 4;

export interface ImportRun {
  readonly stream: ImportStream;
  /** `null` in a dry run: items are checked as far as that needs no server. */
  readonly client: Pick<BatchClient, 'send'> | null;
  readonly tally: ImportTally;
  /** Stops the reading; what is in flight is still waited for. */
  readonly stop: AbortSignal;
  /** Called whenever the tally has moved. */
  readonly onProgress: () => void;
}

/**
 * Sends a file's records batch by batch, and counts what became of them. Memory does not grow with the file: the
 * reader waits while four batches are in flight.
 *
 * @returns how the reading ended, or `null` if it was stopped before the end
 * @throws ImportStopped when the server will not take the import
 */
export async function runImport({
  stream,
  client,
  tally,
  stop,
  onProgress,
}: ImportRun): Promise<ImportEnd | null> {
  const packer = new BatchPacker();
  const flights = new SendWindow(BATCHES_IN_FLIGHT);
  const fly = (batch: Batch | null) => (batch ? flights.start(() => send(batch)) : Promise.resolve());
  const send = async ({ items, body }: Batch) => {
    if (client) {
      const answer = await client.send(body);
      for (const [at, verdict] of answer.items.entries()) tally.decided(items[at] as ImportedItem, verdict);
    } else for (const item of items) tally.foreseen(item, Date.now());
    tally.sent += items.length;
    onProgress();
  };

  try {
    for (;;) {
      if (stop.aborted) return null;
      const piece = await stream.next();
      if (piece.done) {
        await fly(packer.take());
        return piece.value;
      }
      for (const event of piece.value) {
        if (event.kind === 'passed-over') tally.passedOver(event);
        else {
          tally.read += 1;
          await fly(packer.add(event));
        }
      }
      onProgress();
    }
  } finally {
    await stream.return({ bytesRead: 0, broken: null });
    await flights.drain();
  }
}

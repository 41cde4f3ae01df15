import { mintMutationId, newer } from '../clock/mint-mutation-id.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { StorageTransaction } from '../storage/storage.js';
import { NEW } from './give-up.js';
import { replacesRecord, targetOf, type Intention } from './intention.js';
import type { Naming, QueuedMutation } from './queued-mutation.js';

/** When an intention arose, by the device's clock and by the server's as far as it is known. */
export interface Stamp {
  readonly wallMs: number;
  readonly serverMs: number;
  readonly naming: Extract<Naming, 'guessed' | 'timed'>;
  /** Ten random bytes at each call. */
  readonly random: () => Uint8Array;
}

/** What became of intentions. `replaced` were still waiting and are not sent any more, because `by` says it all. */
export interface Enqueued {
  readonly keys: readonly string[];
  /** Of the keys those that were not in the outbox before under an id that the caller chose. */
  readonly fresh: readonly string[];
  readonly days: readonly string[];
  readonly replaced: readonly { readonly key: string; readonly by: string }[];
}

/**
 * Puts intentions into the outbox, each under a new mutation id that is greater than every id made here before, in
 * whichever tab, and greater than the newest id seen of its record.
 */
export async function enqueue(
  transaction: StorageTransaction,
  meta: ReplicaMeta,
  intentions: readonly Intention[],
  stamp: Stamp,
): Promise<Enqueued> {
  const keys: string[] = [];
  const fresh: string[] = [];
  const days = new Set<string>();
  const replaced: { key: string; by: string }[] = [];
  let { lastOrder, newestId } = meta;
  for (const meant of intentions) {
    const intention = await ofRecord(transaction, meant);
    const given = intention.id?.toLowerCase();
    if (given !== undefined && (await transaction.mutation(given))) {
      keys.push(given);
      continue;
    }
    const { record, day: ownDay } = targetOf(intention);
    const seen = record === null ? NOTHING_SEEN : await seenOf(transaction, record);
    const id = given ?? mintMutationId(stamp.serverMs, stamp.random(), newer(newestId, seen.newestId));
    if (given === undefined) newestId = id;
    const item = { ...intention, id };
    const day = ownDay || seen.day;
    if (replacesRecord(intention)) {
      for (const older of seen.waiting.filter((row) => isSuperfluous(row))) {
        transaction.deleteMutation(older.order);
        replaced.push({ key: older.key, by: id });
      }
    }
    transaction.putMutation({
      ...NEW,
      order: ++lastOrder,
      key: id,
      item,
      naming: given ? 'given' : stamp.naming,
      record: record ?? id,
      day,
      after: seen.after,
      intendedAt: stamp.wallMs,
    });
    keys.push(id);
    fresh.push(id);
    days.add(day);
  }
  transaction.putMeta({ ...meta, lastOrder, newestId });
  return { keys, fresh, days: [...days], replaced };
}

/** A record may be meant by the key of the mutation that made it, which is not its id if that had to be made anew. */
async function ofRecord(transaction: StorageTransaction, intention: Intention): Promise<Intention> {
  if (!('measurementId' in intention)) return intention;
  const made = await transaction.mutation(intention.measurementId);
  return made ? { ...intention, measurementId: made.record } : intention;
}

/** What has been sent may be in the log already, and what failed is for its owner to decide. */
function isSuperfluous({ state, naming, item }: QueuedMutation): boolean {
  return state === 'pending' && (naming === 'guessed' || naming === 'timed') && replacesRecord(item);
}

interface Seen {
  readonly newestId: string;
  readonly after: string;
  readonly day: string;
  readonly waiting: readonly QueuedMutation[];
}

/** Of a new record; looking for one would be two reads for each sample of an import. */
const NOTHING_SEEN: Seen = { newestId: '', after: '', day: '', waiting: [] };

/** What replica and outbox know of a record. */
async function seenOf(transaction: StorageTransaction, record: string): Promise<Seen> {
  const waiting = await transaction.mutationsOfRecord(record);
  const [row] = await transaction.rows([{ entity: 'measurement', id: record }]);
  const held = (row?.data ?? {}) as { mutationId?: string; type?: string };
  // A verdict may name another device's mutation before the feed brings it.
  const after = waiting.reduce(
    (newest, { verdict }) => newer(newest, verdict?.mutationId ?? ''),
    held.mutationId ?? '',
  );
  const newestId = waiting.reduce((newest, { item }) => newer(newest, item.id), after);
  const day = row && row.day !== '' ? `${row.day}/${held.type ?? ''}` : (waiting.at(-1)?.day ?? '');
  return { newestId, after, day, waiting };
}

import { addDigest, EMPTY_DIGEST, entityDigest } from '@daybook/domain';
import type { StorageTransaction } from '../storage/storage.js';
import type { ReplicaMeta } from './replica-meta.js';
import type { ReplicaRow, RowKey } from './replica-row.js';

/** One entity as a change or a line of a snapshot brings it; `data: null` takes it away. */
export interface Arrival extends RowKey {
  readonly revision: number;
  readonly data: unknown;
}

/** What a write did: the digests behind it and the days whose view may have changed (`''`: beyond any day). */
export interface Written {
  readonly digests: Readonly<Record<string, string>>;
  readonly days: ReadonlySet<string>;
}

/**
 * Puts arrivals into the replica, in their order. What is not newer than what this copy holds changes nothing, so that
 * a snapshot and the changes behind its cursor may overlap; rows of an older copy always give way. The digests grow
 * and shrink with each row, and are never computed over the whole.
 */
export async function writeArrivals(
  transaction: StorageTransaction,
  { generation, digests }: Pick<ReplicaMeta, 'generation' | 'digests'>,
  arrivals: readonly Arrival[],
): Promise<Written> {
  const held = new Map<string, ReplicaRow | undefined>();
  const rows = await transaction.rows(arrivals);
  arrivals.forEach((arrival, i) => held.set(keyOf(arrival), rows[i]));
  const sums = new Map<string, bigint>();
  const days = new Set<string>();
  for (const arrival of arrivals) {
    const { entity, id, revision, data } = arrival;
    const old = held.get(keyOf(arrival));
    const current = old?.generation === generation ? old : undefined;
    if (current && current.revision >= revision) continue;
    let sum = sums.get(entity) ?? 0n;
    if (current) sum -= entityDigest(entity, id, current.revision);
    const row = data === null ? undefined : { entity, id, revision, data, day: dayOfData(data), generation };
    if (row) {
      sum += entityDigest(entity, id, revision);
      transaction.putRow(row);
    } else if (old) transaction.deleteRow(arrival);
    sums.set(entity, sum);
    held.set(keyOf(arrival), row);
    for (const touched of [old, row]) if (touched) days.add(dayKeyOf(touched));
  }
  const after = { ...digests };
  for (const [entity, sum] of sums) after[entity] = addDigest(after[entity] ?? EMPTY_DIGEST, sum);
  return { digests: after, days };
}

function keyOf({ entity, id }: RowKey): string {
  return `${entity}/${id}`;
}

/** The day in whatever an entity calls it. */
function dayOfData(data: unknown): string {
  const { date, localDate } = data as { date?: unknown; localDate?: unknown };
  const day = date ?? localDate;
  return typeof day === 'string' ? day : '';
}

function dayKeyOf({ day, data }: ReplicaRow): string {
  return day === '' ? '' : `${day}/${(data as { type?: string }).type ?? ''}`;
}

import type { QueuedMutation } from '../outbox/queued-mutation.js';
import type { ClientStorage } from '../replica/client-storage.js';

/** How many mutations of each kind are listed; the counts are of all. */
const LISTED = 100;

/** The outbox as a page shows it. */
export interface QueueView {
  readonly pending: {
    readonly count: number;
    /** When the oldest of them was intended, wall clock, ms. */
    readonly oldestAt: number | null;
    readonly mutations: readonly QueuedMutation[];
  };
  readonly failed: { readonly count: number; readonly mutations: readonly QueuedMutation[] };
  /** When something is sent next, wall clock, ms; `null` when nothing waits for its time. */
  readonly nextTryAt: number | null;
}

export function readQueue(storage: ClientStorage, nextTryAt: number | null): Promise<QueueView> {
  return storage.read(async (reader) => {
    const oldest = await reader.oldest('pending');
    const pending = await reader.queue('pending', 0, Infinity, LISTED);
    const failed = await reader.queue('failed', 0, Infinity, LISTED);
    return {
      pending: {
        count: await reader.queueSize('pending'),
        oldestAt: oldest?.intendedAt ?? null,
        mutations: pending,
      },
      failed: { count: await reader.queueSize('failed'), mutations: failed },
      nextTryAt: oldest ? nextTryAt : null,
    };
  });
}

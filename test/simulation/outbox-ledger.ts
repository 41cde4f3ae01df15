import type { QueuedMutation } from '@daybook/sync-client';

/** A mutation that is no longer in the outbox, and what stood in for it when it went. */
export interface Departed {
  readonly mutation: QueuedMutation;
  readonly replacedBy: QueuedMutation | null;
}

/** What one transaction does to the outbox: it counts only if the transaction commits. */
export class LedgerPage {
  readonly put: QueuedMutation[] = [];
  readonly deleted: number[] = [];
}

/**
 * What a disk ever held of the outbox, by what was committed: the one witness of a mutation whose app died before it
 * could tell anybody.
 */
export class OutboxLedger {
  readonly departed: Departed[] = [];
  readonly #keys = new Set<string>();
  readonly #held = new Map<number, QueuedMutation>();

  /** What is in the outbox now. */
  get held(): readonly QueuedMutation[] {
    return [...this.#held.values()];
  }

  /** Whether a mutation of this key was ever kept. */
  knows(key: string): boolean {
    return this.#keys.has(key);
  }

  commit({ put, deleted }: LedgerPage): void {
    const added = put.filter(({ order }) => !this.#held.has(order));
    for (const mutation of put) {
      this.#keys.add(mutation.key);
      this.#held.set(mutation.order, mutation);
    }
    for (const order of deleted) {
      const mutation = this.#held.get(order);
      if (!mutation) continue;
      this.#held.delete(order);
      const successor = added.find((other) => other.record === mutation.record && other.order > order);
      this.departed.push({ mutation, replacedBy: successor ?? null });
    }
  }
}

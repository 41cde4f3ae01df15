import type { QueuedMutation, QueueState } from '../outbox/queued-mutation.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaRow, RowKey } from '../replica/replica-row.js';
import { SortedMutations } from './sorted-mutations.js';

/** One step of a transaction, as plain JSON: what memory applies and the file appends. */
export type StorageStep =
  | { readonly do: 'meta'; readonly meta: ReplicaMeta }
  | { readonly do: 'row'; readonly row: ReplicaRow }
  | { readonly do: 'drop_row'; readonly entity: string; readonly id: string }
  | { readonly do: 'mutation'; readonly mutation: QueuedMutation }
  | { readonly do: 'drop_mutation'; readonly order: number }
  | { readonly do: 'clear' };

/** The tables of a storage in memory, with the indexes that its reader needs. */
export class RowTable {
  meta: ReplicaMeta | undefined;
  readonly #rows = new Map<string, ReplicaRow>();
  readonly #rowsByDay = new Map<string, Map<string, ReplicaRow>>();
  readonly #mutations = new Map<number, QueuedMutation>();
  readonly #byKey = new Map<string, QueuedMutation>();
  readonly #byRecord = new Map<string, Map<number, QueuedMutation>>();
  readonly #byDay = new Map<string, Map<number, QueuedMutation>>();
  readonly #byState: Record<QueueState, SortedMutations> = {
    pending: new SortedMutations(),
    acknowledged: new SortedMutations(),
    failed: new SortedMutations(),
  };

  apply(step: StorageStep): void {
    switch (step.do) {
      case 'meta':
        this.meta = step.meta;
        break;
      case 'row':
        this.#dropRow(step.row);
        this.#rows.set(keyOf(step.row), step.row);
        add(this.#rowsByDay, dayKey(step.row), step.row.id, step.row);
        break;
      case 'drop_row':
        this.#dropRow(step);
        break;
      case 'mutation':
        this.#dropMutation(step.mutation.order);
        this.#addMutation(step.mutation);
        break;
      case 'drop_mutation':
        this.#dropMutation(step.order);
        break;
      case 'clear':
        this.meta = undefined;
        for (const row of this.rows()) this.#dropRow(row);
        for (const { order } of this.mutations()) this.#dropMutation(order);
    }
  }

  row(key: RowKey): ReplicaRow | undefined {
    return this.#rows.get(keyOf(key));
  }

  rows(): ReplicaRow[] {
    return [...this.#rows.values()];
  }

  rowsOfDays(entity: string, from: string, to: string): ReplicaRow[] {
    const first = dayKey({ entity, day: from });
    const last = dayKey({ entity, day: to });
    const days = [...this.#rowsByDay.keys()].filter((day) => day >= first && day <= last).sort();
    return days.flatMap((day) => [...(this.#rowsByDay.get(day)?.values() ?? [])].sort(byId));
  }

  mutations(): QueuedMutation[] {
    return [...this.#mutations.values()];
  }

  mutation(key: string): QueuedMutation | undefined {
    return this.#byKey.get(key);
  }

  mutationAt(order: number): QueuedMutation | undefined {
    return this.#mutations.get(order);
  }

  queue(state: QueueState): SortedMutations {
    return this.#byState[state];
  }

  mutationsOfRecord(record: string): QueuedMutation[] {
    return [...(this.#byRecord.get(record)?.values() ?? [])].sort(byOrder);
  }

  mutationsOfDays(from: string, to: string): QueuedMutation[] {
    const days = [...this.#byDay].filter(
      ([day]) => day !== '' && day.slice(0, 10) >= from && day.slice(0, 10) <= to,
    );
    return days.flatMap(([, rows]) => [...rows.values()]).sort(byOrder);
  }

  #dropRow(key: RowKey): void {
    const old = this.#rows.get(keyOf(key));
    if (!old) return;
    this.#rows.delete(keyOf(key));
    remove(this.#rowsByDay, dayKey(old), old.id);
  }

  #addMutation(mutation: QueuedMutation): void {
    const { order, key, record, day, state } = mutation;
    this.#mutations.set(order, mutation);
    this.#byKey.set(key, mutation);
    add(this.#byRecord, record, order, mutation);
    add(this.#byDay, day, order, mutation);
    this.#byState[state].add(mutation);
  }

  #dropMutation(order: number): void {
    const old = this.#mutations.get(order);
    if (!old) return;
    this.#mutations.delete(order);
    this.#byKey.delete(old.key);
    remove(this.#byRecord, old.record, order);
    remove(this.#byDay, old.day, order);
    this.#byState[old.state].remove(old);
  }
}

function keyOf({ entity, id }: RowKey): string {
  return `${entity}/${id}`;
}

function dayKey({ entity, day }: Pick<ReplicaRow, 'entity' | 'day'>): string {
  return `${entity}/${day}`;
}

function add<Key, Value>(sets: Map<string, Map<Key, Value>>, name: string, key: Key, value: Value): void {
  const set = sets.get(name) ?? new Map<Key, Value>();
  sets.set(name, set.set(key, value));
}

function remove<Key>(sets: Map<string, Map<Key, unknown>>, name: string, key: Key): void {
  const set = sets.get(name);
  set?.delete(key);
  if (set?.size === 0) sets.delete(name);
}

function byId(a: ReplicaRow, b: ReplicaRow): number {
  return a.id < b.id ? -1 : 1;
}

function byOrder(a: QueuedMutation, b: QueuedMutation): number {
  return a.order - b.order;
}

import type { WireVerdict } from '@daybook/contract';
import { checkItem, mutationIdTime, type Mutation } from '@daybook/domain';
import type { ImportedItem, ImportItem, PassedOver } from '@daybook/importing';

/** Rejected records of a code that are shown; the rest is counted. */
const EXAMPLES_PER_CODE = 3;
/** Kinds and reasons that a table can make up line by line must not fill the memory. */
const PASSED_OVER_KEPT = 2_000;

type Status = WireVerdict['status'];

export interface RejectedExample {
  readonly line: number;
  readonly id: string;
  readonly type: string;
  readonly detail: string;
}

export interface RejectedCode {
  readonly code: string;
  readonly count: number;
  readonly examples: readonly RejectedExample[];
}

export type PassedOverKind = Omit<PassedOver, 'kind'>;

export interface DaysTouched {
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** Counts what became of the records of a file, in memory that does not grow with the file. */
export class ImportTally {
  read = 0;
  /** Records that the server has answered, or in a dry run those that would have been sent. */
  sent = 0;
  readonly counts: Record<Status, number> = {
    created: 0,
    updated: 0,
    unchanged: 0,
    superseded: 0,
    duplicate: 0,
    rejected: 0,
  };
  /** Duplicates that say something else than what was accepted under their id. */
  differing = 0;
  /** Of what was passed over: what was measured and cannot be read. */
  unreadable = 0;
  readonly #rejected = new Map<string, { count: number; examples: RejectedExample[] }>();
  readonly #passedOver = new Map<string, PassedOver>();
  readonly #days = new Set<string>();

  passedOver(event: PassedOver): void {
    this.read += event.count;
    if (event.unreadable) this.unreadable += event.count;
    const key = `${event.what}\n${event.reason}`;
    const known = this.#passedOver.get(key);
    if (known) this.#passedOver.set(key, { ...known, count: known.count + event.count });
    else if (this.#passedOver.size < PASSED_OVER_KEPT) this.#passedOver.set(key, event);
    else this.#passedOverAsOther(event);
  }

  /** Counts a verdict of the server. */
  decided({ item, line }: ImportedItem, verdict: WireVerdict): void {
    this.counts[verdict.status] += 1;
    if ('differs' in verdict) this.differing += 1;
    if (verdict.status === 'rejected') {
      this.#reject(verdict, item, line);
    } else if (verdict.status === 'created' || verdict.status === 'updated') {
      const checked = checkItem(item, Infinity, null);
      if (checked.situation === 'sound') this.#touch(checked.mutation);
    }
  }

  /** Counts what a dry run can know of an item without the server: whether its shape would be refused. */
  foreseen({ item, line }: ImportedItem, nowMs: number): void {
    const checked = checkItem(item, nowMs, null);
    if (checked.situation === 'sound') {
      this.#touch(checked.mutation);
      return;
    }
    this.counts.rejected += 1;
    this.#reject(checked.rejection, item, line);
  }

  /** Most frequent first. */
  get rejectedCodes(): RejectedCode[] {
    return [...this.#rejected]
      .map(([code, { count, examples }]) => ({ code, count, examples }))
      .sort((a, b) => b.count - a.count);
  }

  get passedOverKinds(): PassedOverKind[] {
    return [...this.#passedOver.values()]
      .map(({ what, reason, count, line, unreadable }) => ({
        what,
        reason,
        count,
        line,
        ...(unreadable && { unreadable }),
      }))
      .sort((a, b) => b.count - a.count);
  }

  get passedOverCount(): number {
    return [...this.#passedOver.values()].reduce((sum, { count }) => sum + count, 0);
  }

  get daysTouched(): DaysTouched {
    const days = [...this.#days].sort();
    return { count: days.length, first: days[0] ?? null, last: days.at(-1) ?? null };
  }

  /** The local day is taken from the very check that the server attributes the record by. */
  #touch(mutation: Mutation): void {
    if (mutation.kind === 'record' && mutation.content.localDate !== null)
      this.#days.add(mutation.content.localDate);
  }

  #passedOverAsOther(event: PassedOver): void {
    const key = '\n';
    const known = this.#passedOver.get(key) ?? {
      ...event,
      what: 'other kinds',
      reason: 'too many kinds to name',
      count: 0,
    };
    this.#passedOver.set(key, { ...known, count: known.count + event.count });
  }

  #reject(
    { code, detail }: { readonly code: string; readonly detail: string },
    item: ImportItem,
    line: number,
  ): void {
    const known = this.#rejected.get(code) ?? { count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < EXAMPLES_PER_CODE) {
      const words = code === 'future_timestamp' ? futureText(item) : detail;
      known.examples.push({ line, id: item.id, type: item.type, detail: words });
    }
    this.#rejected.set(code, known);
  }
}

/** An import makes the ids itself, from the moments of the file: their owner knows the moments and not the ids. */
function futureText({ id, startAt }: ImportItem): string {
  return `dated ${startAt ?? new Date(mutationIdTime(id)).toISOString()}, in the future`;
}

import {
  dayKey,
  type DayValue,
  type LogEvent,
  type RecordFacts,
  type RejectionCode,
  type SubjectState,
  type Verdict,
} from '../src/index.js';
import type { HistoryItem } from './history-arbitrary.js';
import { DAY } from './item.js';
import { Subject, type Settled } from './subject.js';

/** What one item is expected to come to. `event: null` is no event at all, `record: null` no record to speak of. */
export interface Expected {
  readonly status: Verdict['status'];
  readonly event: Partial<LogEvent> | null;
  readonly record: Partial<RecordFacts> | null;
  readonly differs?: true;
  readonly code?: RejectionCode;
  readonly pointer?: string;
}

/** A subject of which these items were accepted before, each in a batch of its own. */
export function given(...history: readonly HistoryItem[]): Given {
  const subject = new Subject();
  for (const item of history) {
    const [decision] = subject.send([item]).decisions;
    expect(decision).toHaveProperty('event');
  }
  return new Given(subject);
}

class Given {
  readonly #subject: Subject;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** These items arrive, in one batch. */
  when(...items: readonly unknown[]): Outcome {
    return new Outcome(this.#subject, items, this.#subject.send(items));
  }
}

class Outcome {
  readonly #subject: Subject;
  readonly #items: readonly unknown[];
  readonly settled: Settled;

  constructor(subject: Subject, items: readonly unknown[], settled: Settled) {
    this.#subject = subject;
    this.#items = items;
    this.settled = settled;
  }

  /**
   * Each item came to this. Whatever it was, three laws are checked beside: accepted is what left one event, a
   * rebuild from the log gives the same rows, and sending everything again changes nothing.
   */
  then(...expected: readonly Expected[]): this {
    const { verdicts, decisions, events } = this.settled;
    expect(verdicts.map(statusOf)).toEqual(expected.map(({ status }) => status));
    for (const [index, { event, record, ...said }] of expected.entries()) {
      const verdict = verdicts[index] as Verdict;
      const decision = decisions[index];
      expect(flat(verdict)).toMatchObject(said);
      expect('differs' in verdict).toBe(said.differs ?? false);
      if (record === null) expect(verdict.record).toBeNull();
      else expect(verdict.record).toMatchObject(record);
      if (event === null) expect(decision).not.toHaveProperty('event');
      else expect(decision).toMatchObject({ event });
    }
    expect(events.map(({ mutationId }) => mutationId)).toEqual(
      verdicts.filter(isAccepted).map(({ id }) => id),
    );
    expect(tablesOf(this.#subject.rebuilt())).toEqual(tablesOf(this.#subject.state));
    this.#replay();
    return this;
  }

  #replay(): void {
    const accepted = this.#items.filter((_, index) => isAccepted(this.settled.verdicts[index] as Verdict));
    const before = tablesOf(this.#subject.state);
    const { verdicts, events } = this.#subject.send(accepted);
    expect(verdicts.map(statusOf)).toEqual(accepted.map(() => 'duplicate'));
    expect(verdicts.some((verdict) => 'differs' in verdict)).toBe(false);
    expect(events).toEqual([]);
    expect(tablesOf(this.#subject.state)).toEqual(before);
  }

  /** What the day says afterwards. */
  day(type: string, date = DAY): DayValue | null {
    return this.#subject.state.days.get(dayKey(date, type))?.aggregate?.day ?? null;
  }

  /** The rows of the feed that the batch made. */
  get changes() {
    return this.settled.effects.changes.map(({ entity, op, id, revision, replaces }) => ({
      entity,
      op,
      id,
      revision,
      replaces,
    }));
  }

  /** The record afterwards, whole. */
  recordOf(id: string) {
    return this.#subject.state.measurements.get(id);
  }
}

function statusOf({ status }: Verdict): Verdict['status'] {
  return status;
}

function isAccepted({ status }: Verdict): boolean {
  return status !== 'rejected' && status !== 'duplicate';
}

/** A verdict with the code and the place of its rejection beside its status. */
function flat(verdict: Verdict): object {
  return verdict.status === 'rejected' ? { ...verdict, ...verdict.rejection } : verdict;
}

function tablesOf({ measurements, days, metrics, sourceOrder }: SubjectState): unknown {
  const aggregates = [...days].map(([key, { aggregate }]) => [key, aggregate]);
  return {
    measurements: [...measurements.values()],
    aggregates: aggregates.filter(([, aggregate]) => aggregate !== null),
    metrics: [...metrics.values()],
    sourceOrder,
  };
}

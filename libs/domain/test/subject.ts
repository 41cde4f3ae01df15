import {
  checkItem,
  decideMeasurement,
  decideMetricType,
  decideSourceOrder,
  draftCommit,
  emptySubjectState,
  finishCommit,
  foldEvent,
  recordFacts,
  type CommitDraft,
  type CommitEffects,
  type Decision,
  type LogEvent,
  type RecordFacts,
  type SubjectState,
  type Verdict,
} from '../src/index.js';
import { HISTORY_NOW, type HistoryItem } from './history-arbitrary.js';

/** What a client keeps and sends again: the rest of the history may still make it right. */
const RETRYABLE: ReadonlySet<string> = new Set(['unknown_measurement', 'unknown_type']);

/** What one batch came to. */
export interface Settled {
  readonly decisions: readonly Decision[];
  readonly verdicts: readonly Verdict[];
  readonly events: readonly LogEvent[];
  readonly effects: CommitEffects;
}

/** A subject whose whole state is in memory: the pure core alone, driven as the log drives it. */
export class Subject {
  readonly state: SubjectState;
  readonly commits: LogEvent[][] = [];
  /** When each commit was recorded. */
  readonly stamps: number[] = [];
  #clock: number;

  constructor(state = emptySubjectState('whole'), clock = HISTORY_NOW) {
    this.state = state;
    this.#clock = clock;
  }

  send(items: readonly unknown[]): Settled {
    this.#clock += 1000;
    const draft = draftCommit({ actor: 'subject', recordedAt: this.#clock });
    const settled = items.map((item) => this.#settle(item, draft));
    const effects = finishCommit(this.state, draft);
    if (draft.events.length > 0) {
      this.commits.push([...draft.events]);
      this.stamps.push(this.#clock);
    }
    return {
      decisions: settled.map(({ decision }) => decision),
      verdicts: settled.map(({ verdict }) => verdict),
      events: draft.events,
      effects,
    };
  }

  /** Decides one item after those before it, folds its event and says what became of it, as a command does. */
  #settle(item: unknown, draft: CommitDraft): { decision: Decision; verdict: Verdict } {
    const decision = this.#decide(item);
    const id = mutationIdOf(item);
    if ('event' in decision) {
      foldEvent(this.state, draft, decision.event);
      const record = this.#factsOf(decision.event.measurementId);
      return { decision, verdict: { status: decision.status, id, record } };
    }
    const record = this.#factsOf(decision.measurementId);
    if (decision.status === 'rejected') {
      const { status, rejection } = decision;
      return { decision, verdict: { status, id, rejection, record } };
    }
    const { status, differs } = decision;
    return { decision, verdict: { status, id, record, ...(differs && { differs }) } };
  }

  #decide(item: unknown): Decision {
    if (typeof item === 'object' && item !== null) {
      const body = item as Readonly<Record<string, unknown>>;
      if ('sources' in item) return decideSourceOrder(this.state, body, HISTORY_NOW);
      if ('code' in item) return decideMetricType(this.state, body, HISTORY_NOW);
    }
    return decideMeasurement(this.state, checkItem(item, HISTORY_NOW, null));
  }

  #factsOf(measurementId: string | null): RecordFacts | null {
    return measurementId === null ? null : recordFacts(this.state.measurements.get(measurementId));
  }

  /** Sends batches, then again whatever may be retried, as a client does, until nothing more is accepted. */
  sendAll(batches: readonly (readonly HistoryItem[])[]): void {
    let waiting = batches;
    for (;;) {
      const retried = waiting.map((batch) => {
        const { decisions } = this.send(batch);
        return batch.filter((_, i) => isRetryable(decisions[i]));
      });
      const before = waiting.flat().length;
      waiting = [retried.flat()];
      if (waiting.flat().length === 0 || waiting.flat().length === before) return;
    }
  }

  /** The state as a rebuild makes it: from the commits of the log alone. */
  rebuilt(): SubjectState {
    const state = emptySubjectState('whole');
    for (const [n, events] of this.commits.entries()) {
      const draft = draftCommit({ actor: 'subject', recordedAt: this.stamps[n] ?? HISTORY_NOW });
      for (const event of events) foldEvent(state, draft, event);
      finishCommit(state, draft);
    }
    return state;
  }

  /** What readers can see of records and days, in a comparable form. */
  view(): unknown {
    const records = [...this.state.measurements.values()]
      .filter((record) => record.situation === 'recorded')
      .map(({ id, type, source, unit, state, content }) => ({ id, type, source, unit, state, content }));
    const days = [...this.state.days].map(([key, { aggregate }]) => ({ key, day: aggregate?.day ?? null }));
    return {
      records: records.sort((a, b) => (a.id < b.id ? -1 : 1)),
      days: days.filter(({ day }) => day !== null).sort((a, b) => (a.key < b.key ? -1 : 1)),
      order: this.state.sourceOrder?.sources ?? null,
      metrics: [...this.state.metrics.values()].map(({ metric }) => metric).sort(byCode),
    };
  }
}

function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return a.code < b.code ? -1 : 1;
}

function mutationIdOf(item: unknown): string {
  const id: unknown = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
  return typeof id === 'string' ? id.toLowerCase() : '';
}

function isRetryable(decision: Decision | undefined): boolean {
  return decision?.status === 'rejected' && RETRYABLE.has(decision.rejection.code);
}

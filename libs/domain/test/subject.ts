import {
  checkItem,
  decideMeasurement,
  decideSourceOrder,
  draftCommit,
  emptySubjectState,
  finishCommit,
  foldEvent,
  type CommitEffects,
  type Decision,
  type LogEvent,
  type SubjectState,
} from '../src/index.js';
import { HISTORY_NOW, type HistoryItem } from './history-arbitrary.js';

/** What one batch came to. */
export interface Settled {
  readonly decisions: readonly Decision[];
  readonly events: readonly LogEvent[];
  readonly effects: CommitEffects;
}

/** A subject whose whole state is in memory: the pure core alone, driven as the log drives it. */
export class Subject {
  readonly state: SubjectState = emptySubjectState('whole');
  readonly commits: LogEvent[][] = [];
  /** When each commit was recorded. */
  readonly stamps: number[] = [];
  #clock = HISTORY_NOW;

  send(items: readonly HistoryItem[]): Settled {
    this.#clock += 1000;
    const draft = draftCommit({ actor: 'subject', recordedAt: this.#clock });
    const decisions = items.map((item) => {
      const decision =
        'sources' in item
          ? decideSourceOrder(this.state, item, HISTORY_NOW)
          : decideMeasurement(this.state, checkItem(item, HISTORY_NOW, null));
      if ('event' in decision) foldEvent(this.state, draft, decision.event);
      return decision;
    });
    const effects = finishCommit(this.state, draft);
    if (draft.events.length > 0) {
      this.commits.push([...draft.events]);
      this.stamps.push(this.#clock);
    }
    return { decisions, events: draft.events, effects };
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
    };
  }
}

function isRetryable(decision: Decision | undefined): boolean {
  return decision?.status === 'rejected' && decision.rejection.code === 'unknown_measurement';
}

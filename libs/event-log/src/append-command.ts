import type { CommitDraft, SubjectState } from '@daybook/domain';
import type { Origin } from './origin.js';

/**
 * What one item of a command needs of the subject's state. READ brings the event of the mutation if it is a
 * replay, else the record and the aggregate of its day, and the day's records when `samples` is set; and the
 * definition of `metric` if it is one of the subject's own.
 */
export interface ItemNeeds {
  readonly mutationId: string;
  readonly measurementId: string | null;
  readonly localDate: string | null;
  readonly metric: string | null;
  readonly samples: boolean;
}

/**
 * A command as the log runs it. `decide` is the middle of the write path: it folds its events into the draft and
 * returns what to answer; it must be pure but for these two arguments, because it runs again after a lost race.
 */
export interface AppendCommand<Answer> {
  readonly origin: Origin;
  readonly needs: readonly ItemNeeds[];
  /** Whether it may change every day on which sources compete (a new source order). */
  readonly contestedDays: 'untouched' | 'read';
  /** Which of the subject's own metrics it must know: those that its items and their days name, or each of them (a new definition). */
  readonly ownMetrics: 'named' | 'all';
  decide(state: SubjectState, draft: CommitDraft): Answer;
}

/** What the database did for a command. A group's statements count for each of its commands. */
export interface CommandCost {
  readonly dbCalls: number;
  readonly dbMs: number;
}

/** The answer of a command and where the subject's feed stood before and after it. */
export interface Appended<Answer> {
  readonly answer: Answer;
  readonly seqFrom: number;
  readonly seq: number;
  readonly epoch: string;
  readonly cost: CommandCost;
}

import { draftCommit, finishCommit } from '@daybook/domain';
import type { AppendCommand } from './append-command.js';
import type { ReadSubject } from './group-state.js';
import type { ChangeRow, EventRow, HeadMove, Owned, SealedCommit, WriteRows } from './log-rows.js';
import { sealCommit } from './seal-commit.js';

/** What one command of a group came to, before it is known whether it could be written. */
export interface DecidedCommand {
  readonly command: AppendCommand<unknown>;
  readonly answer: unknown;
  readonly seqFrom: number;
  readonly seq: number;
  readonly epoch: string;
  /** `null`: the command appends nothing and is true as it was read. */
  readonly commitId: string | null;
}

export interface DecidedGroup {
  readonly commands: readonly DecidedCommand[];
  readonly rows: WriteRows;
}

/** Rows of the projections by their key: of several commands of a group only the last state is written. */
class LatestRows<Row> {
  readonly #rows = new Map<string, Owned<Row>>();

  put(userId: string, key: string, row: Row): void {
    this.#rows.set(`${userId}/${key}`, { userId, row });
  }

  get all(): Owned<Row>[] {
    return [...this.#rows.values()];
  }
}

/**
 * Decides the commands of a group, those of one subject one after the other over the same state, and collects the
 * rows of one WRITE. Pure but for salts and commit ids.
 */
export function decideGroup(
  commands: readonly AppendCommand<unknown>[],
  subjects: ReadonlyMap<string, ReadSubject>,
): DecidedGroup {
  const decided: DecidedCommand[] = [];
  const heads = new Map<string, HeadMove>();
  const commits: SealedCommit[] = [];
  const events: EventRow[] = [];
  const changes: ChangeRow[] = [];
  const measurements = new LatestRows<WriteRows['measurements'][number]['row']>();
  const aggregates = new LatestRows<WriteRows['aggregates'][number]['row']>();
  const sourceOrders = new LatestRows<WriteRows['sourceOrders'][number]['row']>();
  const metrics: WriteRows['metrics'][number][] = [];
  for (const command of commands) {
    const { origin } = command;
    const { userId } = origin;
    const subject = subjects.get(userId);
    if (!subject) continue;
    const { state } = subject;
    const head = heads.get(userId)?.after ?? subject.head;
    // The stamp never goes back within a subject, whichever process or clock wrote before.
    const recordedAt = Math.max(head.lastRecordedAt, head.now);
    const draft = draftCommit({ actor: origin.actorId, recordedAt });
    const answer = command.decide(state, draft);
    if (draft.events.length === 0) {
      const { seq, epoch } = head;
      decided.push({ command, answer, seqFrom: seq, seq, epoch, commitId: null });
      continue;
    }
    const effects = finishCommit(state, draft);
    const sealed = sealCommit(head, origin, draft, effects);
    heads.set(userId, { before: subject.head, after: sealed.head });
    commits.push(sealed.commit);
    events.push(...sealed.events);
    changes.push(...sealed.changes);
    for (const row of effects.measurements) measurements.put(userId, row.id, row);
    for (const row of effects.aggregates) aggregates.put(userId, `${row.localDate}/${row.type}`, row);
    for (const row of effects.metrics) metrics.push({ userId, row });
    if (effects.sourceOrder) sourceOrders.put(userId, '', effects.sourceOrder);
    const { seq, epoch } = sealed.head;
    decided.push({ command, answer, seqFrom: head.seq, seq, epoch, commitId: sealed.commit.commitId });
  }
  const rows: WriteRows = {
    heads: [...heads.values()],
    commits,
    events,
    measurements: measurements.all,
    aggregates: aggregates.all,
    changes,
    metrics,
    sourceOrders: sourceOrders.all,
  };
  return { commands: decided, rows };
}

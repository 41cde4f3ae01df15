import type { Pool } from 'pg';
import type { AppendCommand, Appended } from './append-command.js';
import { failureOf, Overloaded } from './append-errors.js';
import { runGroup, type Outcome, type QueuedCommand } from './run-group.js';

/** Larger groups of big batches only take parallelism away (39.6 k events/s in one transaction, 58.0 k in four). */
const GROUP_COMMANDS_MAX = 128;
const GROUP_ITEMS_MAX = 128;
/** Beyond this the wait would outlast the client's patience: better to say so at once. */
const QUEUE_COMMANDS_MAX = 4096;
/** Two hundred full batches take seconds to write and 35 MB to hold, at most 200; 4 096 of them would take gigabytes. */
const QUEUE_ITEMS_MAX = 100_000;

/** A request gets its answer within 30 s, whatever it is: what has not begun by then is begun for nobody. */
export const COMMAND_PATIENCE_MS = 30_000;

interface Waiting extends QueuedCommand {
  readonly settle: (outcome: Outcome) => void;
}

export interface QueueOptions {
  /** How many groups run at once, at most the connections of the pool. */
  readonly groupsMax: number;
  /** How long the sender of a command waits for it. */
  readonly patienceMs: number;
  readonly onCommitted: (userIds: readonly string[]) => void;
}

/**
 * Groups the commands of one process: whatever waits when a connection is free shares one READ and one WRITE.
 * There is no timer, so a single command waits for nobody. A subject is in one group at a time, so that it never
 * races itself: optimistic retries of one hot subject would cost four fifths of the throughput.
 */
export class AppendQueue {
  readonly #pool: Pool;
  readonly #groupsMax: number;
  readonly #onCommitted: (userIds: readonly string[]) => void;
  readonly #patienceMs: number;
  #waiting: Waiting[] = [];
  #waitingItems = 0;
  readonly #busySubjects = new Set<string>();
  #groups = 0;
  #scheduled = false;

  constructor(pool: Pool, { groupsMax, patienceMs, onCommitted }: QueueOptions) {
    this.#pool = pool;
    this.#groupsMax = groupsMax;
    this.#patienceMs = patienceMs;
    this.#onCommitted = onCommitted;
  }

  /** Commands that have not been answered yet. */
  get depth(): number {
    return this.#waiting.length;
  }

  /**
   * Runs a command; resolves only after its commit.
   *
   * @throws Overloaded when too many wait, or for too long; UnknownSubject; OutcomeUnknown when the database is gone.
   *   What it cost all the same says `costOf`
   */
  append<Answer>(command: AppendCommand<Answer>): Promise<Appended<Answer>> {
    if (this.#waiting.length >= QUEUE_COMMANDS_MAX || this.#waitingItems >= QUEUE_ITEMS_MAX)
      return Promise.reject(new Overloaded('too many commands are waiting'));
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome): void => {
        if (outcome.status === 'done') resolve(appended<Answer>(outcome));
        else reject(failureOf(outcome.error, outcome.cost));
      };
      this.#waiting.push({ command, settle, deadline: performance.now() + this.#patienceMs });
      this.#waitingItems += command.needs.length;
      this.#schedule();
    });
  }

  /** Requests of one turn of the event loop find each other: the group is taken after all of them were read. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.#groups < this.#groupsMax) {
        const group = this.#takeGroup();
        if (group.length === 0) return;
        void this.#run(group);
      }
    });
  }

  #takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    const subjects = new Set<string>();
    // What must wait keeps its place: a later command of the same subject may not overtake it.
    const passedOver = new Set(this.#busySubjects);
    let items = 0;
    for (const waiting of this.#waiting) {
      const { origin, needs } = waiting.command;
      const full =
        group.length === GROUP_COMMANDS_MAX || (group.length > 0 && items + needs.length > GROUP_ITEMS_MAX);
      if (full || passedOver.has(origin.userId)) {
        left.push(waiting);
        passedOver.add(origin.userId);
        continue;
      }
      group.push(waiting);
      subjects.add(origin.userId);
      items += needs.length;
    }
    this.#waiting = left;
    this.#waitingItems -= items;
    for (const subject of subjects) this.#busySubjects.add(subject);
    return group;
  }

  async #run(group: readonly Waiting[]): Promise<void> {
    this.#groups += 1;
    const outcomes = await runGroup(this.#pool, group);
    this.#groups -= 1;
    for (const { command } of group) this.#busySubjects.delete(command.origin.userId);
    if (this.#waiting.length > 0) this.#schedule();
    const committed = new Set<string>();
    for (const { command, settle } of group) {
      const outcome = outcomes.get(command) ?? {
        status: 'failed',
        error: new Error('a command got no outcome'),
        cost: { dbCalls: 0, dbMs: 0 },
      };
      if (outcome.status === 'done' && outcome.decided.commitId !== null)
        committed.add(command.origin.userId);
      settle(outcome);
    }
    if (committed.size > 0) this.#onCommitted([...committed]);
  }
}

function appended<Answer>({ decided, cost }: Extract<Outcome, { status: 'done' }>): Appended<Answer> {
  const { answer, seqFrom, seq, epoch } = decided;
  return { answer: answer as Answer, seqFrom, seq, epoch, cost };
}

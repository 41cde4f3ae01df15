import type { Pool } from 'pg';
import type { AppendCommand, Appended } from './append-command.js';
import { AppendQueue, COMMAND_PATIENCE_MS } from './append-queue.js';
import type { CommitSignals } from './commit-signals.js';

/** Small commands gain nothing from more connections; four keep both cores of a small server busy. */
export const WRITE_CONNECTIONS = 4;

/**
 * The log's only writer. A command is answered after its commit and not before; what it appended is then in the
 * log, in the projections and in the feed, all of it or nothing.
 */
export class EventLog {
  readonly #queue: AppendQueue;

  /** @param patienceMs how long the sender of a command waits for it; after that it is not begun any more */
  constructor(pool: Pool, signals: CommitSignals, patienceMs: number = COMMAND_PATIENCE_MS) {
    const onCommitted = (userIds: readonly string[]): void => {
      signals.committed(userIds);
    };
    this.#queue = new AppendQueue(pool, { groupsMax: WRITE_CONNECTIONS, patienceMs, onCommitted });
  }

  append<Answer>(command: AppendCommand<Answer>): Promise<Appended<Answer>> {
    return this.#queue.append(command);
  }

  /** Commands that wait for a connection: what the operator watches. */
  get depth(): number {
    return this.#queue.depth;
  }
}

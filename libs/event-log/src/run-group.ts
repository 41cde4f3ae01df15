import type { Pool } from 'pg';
import type { AppendCommand, CommandCost } from './append-command.js';
import { OutcomeUnknown, Overloaded, UnknownSubject } from './append-errors.js';
import { attemptFreely, attemptUnderLock, type Attempt } from './attempt.js';
import type { DecidedCommand } from './decide-group.js';
import type { Head } from './log-rows.js';
import { isBusy, isLostConnection } from './lost-connection.js';
import type { Tally } from './tally.js';
import { CLOCK_TOLERANCE_SECONDS } from './write-statement.js';

/** After so many lost races a subject's commands queue up under a lock, so that a hot subject cannot starve one process. */
const RACES_BEFORE_LOCK = 2;
/** Under the lock only processes that have not lost yet can overtake: a bound that is not met is a bug, not load. */
const RACES_MAX = 100;

const CLOCK_BEHIND = "the database's clock is behind the subject's last commit";

/** A command and when its sender stops to wait for it, in milliseconds of `performance.now()`. */
export interface QueuedCommand {
  readonly command: AppendCommand<unknown>;
  readonly deadline: number;
}

/** What became of one command of a group, and what that cost. */
export type Outcome = { readonly cost: CommandCost } & (
  | { readonly status: 'done'; readonly decided: DecidedCommand }
  | { readonly status: 'failed'; readonly error: unknown }
);

export type Outcomes = ReadonlyMap<AppendCommand<unknown>, Outcome>;

/**
 * Runs a group of commands to its end: READ, decide, WRITE, and again for the subjects whose head moved in
 * between. A group that the database refuses is run command by command, so that only the guilty one fails. A command
 * whose deadline has passed is not begun again: nothing of it was written, and nobody waits for it.
 *
 * @param spent what the database has done for these commands before
 */
export async function runGroup(
  pool: Pool,
  queued: readonly QueuedCommand[],
  spent: CommandCost = { dbCalls: 0, dbMs: 0 },
): Promise<Outcomes> {
  const run = new GroupRun(pool, queued, { ...spent });
  await run.toEnd();
  return run.outcomes;
}

class GroupRun {
  readonly outcomes = new Map<AppendCommand<unknown>, Outcome>();
  readonly #pool: Pool;
  readonly #tally: Tally;
  #waiting: readonly QueuedCommand[];

  constructor(pool: Pool, queued: readonly QueuedCommand[], tally: Tally) {
    this.#pool = pool;
    this.#waiting = queued;
    this.#tally = tally;
  }

  async toEnd(): Promise<void> {
    try {
      for (let races = 0; ; races++) {
        this.#refuseOverdue();
        if (this.#waiting.length === 0) return;
        if (races === RACES_MAX) throw new Error(`the head moved ${RACES_MAX} times between READ and WRITE`);
        const attempt = races < RACES_BEFORE_LOCK ? attemptFreely : attemptUnderLock;
        const commands = this.#waiting.map(({ command }) => command);
        this.#settle(await attempt(this.#pool, commands, this.#tally));
      }
    } catch (error) {
      await this.#settleFailure(error);
    }
  }

  #refuseOverdue(): void {
    const now = performance.now();
    for (const { command, deadline } of this.#waiting) {
      if (deadline <= now) this.#fail(command, new Overloaded('the command has waited too long'));
    }
    this.#waiting = this.#waiting.filter(({ command }) => !this.outcomes.has(command));
  }

  /** Leaves those waiting whose subject lost the race. */
  #settle({ group, written }: Attempt): void {
    const unwritten = group.rows.heads
      .map(({ before }) => before)
      .filter(({ userId }) => !written.has(userId));
    const lost = new Set(unwritten.map(({ userId }) => userId));
    const ahead = new Set(unwritten.filter(isAheadOfClock).map(({ userId }) => userId));
    const decided = new Map(group.commands.map((one) => [one.command, one]));
    for (const { command } of this.#waiting) {
      const one = decided.get(command);
      const { userId } = command.origin;
      // A command that appends nothing may rest on an earlier one of its subject that was not written.
      if (!one) this.#fail(command, new UnknownSubject(userId));
      else if (ahead.has(userId)) this.#fail(command, new Overloaded(CLOCK_BEHIND));
      else if (!lost.has(userId))
        this.outcomes.set(command, { status: 'done', decided: one, cost: { ...this.#tally } });
    }
    this.#waiting = this.#waiting.filter(({ command }) => !this.outcomes.has(command));
  }

  async #settleFailure(error: unknown): Promise<void> {
    const lost = isLostConnection(error);
    const alone = this.#waiting.length === 1 || lost || error instanceof OutcomeUnknown;
    const told = lost
      ? new OutcomeUnknown(error)
      : isBusy(error)
        ? new Overloaded('the database is busy', error)
        : error;
    for (const queued of this.#waiting) {
      if (alone) this.#fail(queued.command, told);
      else
        for (const [done, outcome] of await runGroup(this.#pool, [queued], this.#tally))
          this.outcomes.set(done, outcome);
    }
  }

  #fail(command: AppendCommand<unknown>, error: unknown): void {
    this.outcomes.set(command, { status: 'failed', error, cost: { ...this.#tally } });
  }
}

/** No stamp would do: it may neither go back behind the last commit nor lie ahead of the clock. */
function isAheadOfClock({ lastRecordedAt, now }: Head): boolean {
  return lastRecordedAt - now > CLOCK_TOLERANCE_SECONDS * 1000;
}

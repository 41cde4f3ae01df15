import type { CommandCost } from './append-command.js';

/** The log cannot take the command now: too many wait, or the database is too busy. Nothing was written; come back after a moment. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 1;

  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
  }
}

/** The subject has no stream: its account does not exist. */
export class UnknownSubject extends Error {
  constructor(readonly userId: string) {
    super('the subject has no stream');
  }
}

/**
 * The database went away while a command was written, and could not be asked whether it was. The same mutation
 * ids sent again give the true verdict.
 */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the database went away before it said whether the command was written', { cause });
  }
}

/** Of any error, a bug of ours included: its stack stays, and nobody has to unwrap it to know what it is. */
const COSTS = new WeakMap<Error, CommandCost>();

/** The error that a command fails with, which remembers what the command cost. */
export function failureOf(error: unknown, cost: CommandCost): Error {
  const failure = error instanceof Error ? error : new Error('the command failed', { cause: error });
  COSTS.set(failure, cost);
  return failure;
}

/** What the database did for the command that failed with this error; nothing for one that was not begun. */
export function costOf(failure: unknown): CommandCost {
  return (failure instanceof Error ? COSTS.get(failure) : undefined) ?? { dbCalls: 0, dbMs: 0 };
}

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

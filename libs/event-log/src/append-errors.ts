/** More commands are waiting than the process promises to hold: the client should come back after a moment. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 1;

  constructor() {
    super('the write queue is full');
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
    super('the database did not answer whether the command was written', { cause });
  }
}

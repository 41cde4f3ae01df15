/** What the database was asked so far, and the milliseconds that its answers took. */
export interface Tally {
  dbCalls: number;
  dbMs: number;
}

/** Runs a statement and counts it, also when it fails. */
export async function timed<Result>(tally: Tally, statement: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  try {
    return await statement();
  } finally {
    tally.dbCalls += 1;
    tally.dbMs += performance.now() - start;
  }
}

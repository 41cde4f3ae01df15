import { costOf, type CommandCost } from '@daybook/event-log';
import type { ProblemCode, VerdictCounts } from '@daybook/contract';
import { errorCode } from '../problem/error-code.js';

/** What the write path tells of a command. */
interface WriteFacts {
  readonly seqFrom: number;
  readonly seq: number;
  readonly cost: CommandCost;
}

/**
 * What is learned about one request on its way, for its one line in the log. Counts, codes, durations and sizes
 * only: never a measured value, a name or a token.
 */
export class WideEvent {
  readonly startedAt = performance.now();
  bytesIn = 0;
  dbCalls = 0;
  dbMs = 0;
  batchSize: number | undefined;
  verdicts: Partial<VerdictCounts> | undefined;
  rejectCodes: Record<string, number> | undefined;
  seqFrom: number | undefined;
  seqTo: number | undefined;
  problem: ProblemCode | undefined;
  fault: Fault | undefined;
  readonly annotations: string[] = [];

  annotate(annotation: string): void {
    this.annotations.push(annotation);
  }

  /** Counts a read of the database and the time that it took, also when it fails. */
  async reading<Result>(query: Promise<Result>): Promise<Result> {
    const begun = performance.now();
    try {
      return await query;
    } finally {
      this.dbCalls += 1;
      this.dbMs += performance.now() - begun;
    }
  }

  /** Counts what a command cost, also when it fails, and notes where it moved the feed. */
  async writing<Outcome extends WriteFacts>(command: Promise<Outcome>): Promise<Outcome> {
    try {
      const outcome = await command;
      this.seqFrom = outcome.seqFrom;
      this.seqTo = outcome.seq;
      this.#spend(outcome.cost);
      return outcome;
    } catch (error) {
      this.#spend(costOf(error));
      throw error;
    }
  }

  /** The last failure of the request; of our own faults the place where they happened. */
  fail(problem: ProblemCode, error: unknown): void {
    this.problem = problem;
    if (problem === 'internal' || problem === 'unavailable') this.fault = faultOf(error);
  }

  #spend({ dbCalls, dbMs }: CommandCost): void {
    this.dbCalls += dbCalls;
    this.dbMs += dbMs;
  }
}

/** An error without its message, because PostgreSQL puts values of rows into messages. */
export interface Fault {
  readonly name: string;
  readonly code: string | undefined;
  readonly frames: readonly string[];
}

const FRAMES = 8;

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    name: error.name,
    code: errorCode(error),
    frames: frames.slice(0, FRAMES).map((line) => line.trim()),
  };
}

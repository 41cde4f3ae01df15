import type { WireDay } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';
import type { DaysWanted } from './list-days.query.js';

/** `asOf` is an instant in Unix milliseconds. */
export interface PastDaysWanted extends DaysWanted {
  readonly asOf: number;
}

/**
 * The days as the log knew them. A `settled` answer never changes; before 10 s have passed another commit can still
 * be stamped with an earlier instant. `epoch` and `seq` are where the feed stands now.
 */
export interface PastDays {
  readonly items: readonly WireDay[];
  readonly settled: boolean;
  readonly epoch: string;
  readonly seq: number;
}

/** @throws UnknownSubject, or the signal's reason when the answer is no longer wanted */
export class ListDaysAsOf extends Query<PastDays> {
  constructor(
    readonly userId: string,
    readonly wanted: PastDaysWanted,
    readonly signal?: AbortSignal,
  ) {
    super();
  }
}

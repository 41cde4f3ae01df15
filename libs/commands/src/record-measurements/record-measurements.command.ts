import { Command } from '@nestjs/cqrs';
import type { Verdict } from '@daybook/domain';
import type { CommandCost, Origin } from '@daybook/event-log';

/**
 * What became of a batch: a verdict for each item, in order, and where the subject's feed stands now.
 * `overwritesStats` says whether the current state of a `stats:` record was replaced, by sending it again or by a
 * correction.
 */
export interface BatchOutcome {
  readonly verdicts: readonly Verdict[];
  readonly overwritesStats: boolean;
  readonly seqFrom: number;
  readonly seq: number;
  readonly epoch: string;
  readonly cost: CommandCost;
}

export interface RecordOptions {
  /** The revision that the record must have (PATCH with `If-Match`); a replay is recognised before it is looked at. */
  readonly ifMatch?: number;
  /**
   * Unix milliseconds that this server's clock has shown before, if it was set back since: an id that the server made
   * itself then, or behind such a one, is not ahead of it.
   */
  readonly clockHasShown?: number;
}

/** Records, overwrites, corrects and retracts: the items of a batch as the client sent them, unchecked. */
export class RecordMeasurements extends Command<BatchOutcome> {
  constructor(
    readonly origin: Origin,
    readonly items: readonly unknown[],
    readonly options: RecordOptions = {},
  ) {
    super();
  }
}

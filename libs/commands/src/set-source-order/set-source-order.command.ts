import { Command } from '@nestjs/cqrs';
import type { Verdict } from '@daybook/domain';
import type { CommandCost, Origin } from '@daybook/event-log';

/** What became of a new order; `sources` is the order that stands. */
export interface SourceOrderOutcome {
  readonly verdict: Verdict;
  readonly sources: readonly string[];
  readonly seqFrom: number;
  readonly seq: number;
  readonly epoch: string;
  readonly cost: CommandCost;
}

/** Sets the subject's own order of sources; the body is unchecked. Every day on which sources compete is decided anew. */
export class SetSourceOrder extends Command<SourceOrderOutcome> {
  constructor(
    readonly origin: Origin,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super();
  }
}

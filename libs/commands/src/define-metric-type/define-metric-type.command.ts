import { Command } from '@nestjs/cqrs';
import type { DefinedMetric, Verdict } from '@daybook/domain';
import type { CommandCost, Origin } from '@daybook/event-log';

/** What became of a definition; `metricType` is the definition that stands under the code, if one does. */
export interface DefinitionOutcome {
  readonly verdict: Verdict;
  readonly metricType: DefinedMetric | null;
  readonly seqFrom: number;
  readonly seq: number;
  readonly epoch: string;
  readonly cost: CommandCost;
}

/** Defines a metric of the subject's own; the body is unchecked. */
export class DefineMetricType extends Command<DefinitionOutcome> {
  constructor(
    readonly origin: Origin,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super();
  }
}

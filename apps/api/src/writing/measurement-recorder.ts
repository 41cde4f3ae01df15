import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordMeasurements, type BatchOutcome, type RecordOptions } from '@daybook/commands';
import type { Origin } from '@daybook/event-log';
import type { WideEvent } from '../observing/wide-event.js';

/** Runs the one command behind every way of writing measurements, and tells the request's line what came of it. */
@Injectable()
export class MeasurementRecorder {
  constructor(private readonly commands: CommandBus) {}

  async record(
    origin: Origin,
    items: readonly unknown[],
    wideEvent: WideEvent,
    options: RecordOptions = {},
  ): Promise<BatchOutcome> {
    const outcome = await this.commands.execute(new RecordMeasurements(origin, items, options));
    wideEvent.wrote(outcome);
    if (overwritesTotals(items, outcome)) wideEvent.annotate('measurement.batch.stats-overwrite');
    return outcome;
  }
}

/** Whether a `stats:` record was overwritten, so that overwriting can be told from replaying in the log lines. */
function overwritesTotals(items: readonly unknown[], { verdicts }: BatchOutcome): boolean {
  return verdicts.some(({ status }, index) => status === 'updated' && isStatsItem(items[index]));
}

function isStatsItem(item: unknown): boolean {
  const { externalId, retract } = item as { externalId?: unknown; retract?: unknown };
  return retract === undefined && typeof externalId === 'string' && externalId.startsWith('stats:');
}

import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordMeasurements, type BatchOutcome, type RecordOptions } from '@daybook/commands';
import type { Verdict } from '@daybook/domain';
import type { Origin } from '@daybook/event-log';
import type { WideEvent } from '../observing/wide-event.js';
import { RefusedItem } from './refused-item.js';

/** Runs the one command behind every way of writing measurements, and tells the request's line what came of it. */
@Injectable()
export class MeasurementRecorder {
  constructor(private readonly commands: CommandBus) {}

  /** A verdict for each item, in order. A refused one is asked for by its id alone: it may be a replay. */
  async record(
    origin: Origin,
    items: readonly unknown[],
    wideEvent: WideEvent,
    options: RecordOptions = {},
  ): Promise<BatchOutcome> {
    const asked = items.map((item) => (item instanceof RefusedItem ? { id: item.id } : item));
    const command = this.commands.execute(new RecordMeasurements(origin, asked, options));
    const outcome = await wideEvent.writing(command);
    if (outcome.overwritesStats) wideEvent.annotate('measurement.batch.stats-overwrite');
    const verdicts = outcome.verdicts.map((verdict, at) => ofRefused(items[at], verdict));
    return { ...outcome, verdicts };
  }
}

/** What is wrong with the id of a refused item, or what was accepted under it, goes before why it was refused. */
function ofRefused(item: unknown, verdict: Verdict): Verdict {
  if (!(item instanceof RefusedItem) || verdict.status !== 'rejected') return verdict;
  return item.id !== null && verdict.rejection.pointer === '/id' ? verdict : item.verdict;
}

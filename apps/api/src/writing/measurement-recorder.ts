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

  /** A verdict for each item, in order: those of refused items are theirs, the others the domain's. */
  async record(
    origin: Origin,
    items: readonly unknown[],
    wideEvent: WideEvent,
    options: RecordOptions = {},
  ): Promise<BatchOutcome> {
    const anyRefused = items.some((item) => item instanceof RefusedItem);
    const sound = anyRefused ? items.filter((item) => !(item instanceof RefusedItem)) : items;
    const outcome = await this.commands.execute(new RecordMeasurements(origin, sound, options));
    wideEvent.wrote(outcome);
    if (overwritesTotals(sound, outcome)) wideEvent.annotate('measurement.batch.stats-overwrite');
    return anyRefused ? { ...outcome, verdicts: inOrder(items, outcome.verdicts) } : outcome;
  }
}

function inOrder(items: readonly unknown[], decided: readonly Verdict[]): Verdict[] {
  const rest = decided[Symbol.iterator]();
  return items.map((item) => {
    const verdict = item instanceof RefusedItem ? item.verdict : rest.next().value;
    if (!verdict) throw new Error('every item has a verdict');
    return verdict;
  });
}

/** Whether a `stats:` record was overwritten, so that overwriting can be told from replaying in the log lines. */
function overwritesTotals(items: readonly unknown[], { verdicts }: BatchOutcome): boolean {
  return verdicts.some(({ status }, index) => status === 'updated' && isStatsItem(items[index]));
}

function isStatsItem(item: unknown): boolean {
  const { externalId, retract } = item as { externalId?: unknown; retract?: unknown };
  return retract === undefined && typeof externalId === 'string' && externalId.startsWith('stats:');
}

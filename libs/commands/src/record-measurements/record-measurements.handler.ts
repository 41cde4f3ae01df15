import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  checkItem,
  decideMeasurement,
  foldEvent,
  recordFacts,
  rejected,
  type Acceptance,
  type CheckedItem,
  type CommitDraft,
  type Decision,
  type SubjectState,
  type Verdict,
} from '@daybook/domain';
import { EventLog, type ItemNeeds } from '@daybook/event-log';
import { Clock } from '../clock.js';
import { RecordMeasurements, type BatchOutcome, type RecordOptions } from './record-measurements.command.js';

@CommandHandler(RecordMeasurements)
export class RecordMeasurementsHandler implements ICommandHandler<RecordMeasurements> {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async execute({ origin, items, options }: RecordMeasurements): Promise<BatchOutcome> {
    const now = Math.max(this.clock.now(), options.clockHasShown ?? 0);
    const checked = items.map((item) => checkItem(item, now, origin.deviceKind));
    const { answer, ...outcome } = await this.log.append({
      origin,
      needs: checked.flatMap(needsOf),
      contestedDays: 'untouched',
      ownMetrics: 'named',
      decide: (state, draft) => ({
        verdicts: checked.map((item) => decideItem(state, draft, item, options)),
        overwritesStats: draft.events.some(
          ({ type, superseded }) => type === 'StatsOverwritten' && !superseded,
        ),
      }),
    });
    return { ...answer, ...outcome };
  }
}

/** What must be read for an item: by its id alone if nothing else of it is sound. */
function needsOf(item: CheckedItem): ItemNeeds[] {
  if (item.situation === 'unsound_id') return [];
  const nothing = { mutationId: item.id, measurementId: null, localDate: null, metric: null, samples: false };
  if (item.situation === 'unsound') return [nothing];
  const { mutation } = item;
  const { measurementId } = mutation;
  if (mutation.kind !== 'record') return [{ ...nothing, measurementId }];
  const { localDate } = mutation.content;
  return [
    {
      ...nothing,
      measurementId,
      localDate,
      metric: mutation.type,
      samples: mutation.recordKind !== 'day_total',
    },
  ];
}

/** Decides one item after those before it, folds its event and says what became of it. */
function decideItem(
  state: SubjectState,
  draft: CommitDraft,
  item: CheckedItem,
  { ifMatch }: RecordOptions,
): Verdict {
  let decision = decideMeasurement(state, item);
  if (ifMatch !== undefined && 'event' in decision) decision = matched(state, decision, ifMatch);
  if (decision.status === 'rejected') {
    const { rejection, measurementId } = decision;
    return { status: 'rejected', id: item.id, rejection, record: factsOf(state, measurementId) };
  }
  const id = item.id ?? '';
  if (decision.status === 'duplicate') {
    const record = factsOf(state, decision.measurementId);
    return { status: 'duplicate', id, record, ...(decision.differs && { differs: true }) };
  }
  foldEvent(state, draft, decision.event);
  return { status: decision.status, id, record: factsOf(state, decision.event.measurementId) };
}

function matched(state: SubjectState, decision: Acceptance, revision: number): Decision {
  const { measurementId } = decision.event;
  const record = state.measurements.get(measurementId ?? '');
  if (record?.revision === revision) return decision;
  const detail = `the record is at revision ${record?.revision ?? 0}: read it and decide again`;
  return rejected('revision_mismatch', '', detail, measurementId);
}

function factsOf(state: SubjectState, measurementId: string | null) {
  return measurementId === null ? null : recordFacts(state.measurements.get(measurementId));
}

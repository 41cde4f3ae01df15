import {
  checkItem,
  dayKey,
  emptySubjectState,
  type LogEvent,
  type Measurement,
  type SubjectState,
} from '../src/index.js';
import { HISTORY_NOW, type HistoryItem } from './history-arbitrary.js';

/**
 * What must be read of a subject to decide a batch: events of replayed mutations, the records that the others
 * touch, their days and, where samples count, all records of those days. Days that several sources tell of are
 * read for an order of sources, and every own metric for a definition; else those that the days name.
 */
export function partOfSubject(whole: SubjectState, items: readonly HistoryItem[]): SubjectState {
  const part = emptySubjectState('part');
  part.sourceOrder = whole.sourceOrder;
  for (const item of items) {
    const known = whole.accepted.get(item.id);
    if (known) readReplayed(whole, part, known);
    else if ('sources' in item) readContestedDays(whole, part);
    else if ('code' in item) readMetrics(whole, part, whole.metrics.keys());
    else readTouched(whole, part, item);
  }
  readMetrics(
    whole,
    part,
    [...part.days.keys()].map((key) => key.slice(key.indexOf('/') + 1)),
  );
  return part;
}

function readMetrics(whole: SubjectState, part: SubjectState, codes: Iterable<string>): void {
  for (const code of codes) {
    const defined = whole.metrics.get(code);
    if (defined) part.metrics.set(code, defined);
  }
}

function readReplayed(whole: SubjectState, part: SubjectState, known: LogEvent): void {
  part.accepted.set(known.mutationId, known);
  const confirmed = whole.accepted.get(known.previousMutationId ?? '');
  if (known.type === 'StatsConfirmed' && confirmed) part.accepted.set(confirmed.mutationId, confirmed);
  readRecord(whole, part, known.measurementId ?? '');
}

function readRecord(whole: SubjectState, part: SubjectState, id: string): Measurement | undefined {
  const record = whole.measurements.get(id);
  if (record) part.measurements.set(id, record);
  return record?.situation === 'recorded' ? record : undefined;
}

function readTouched(whole: SubjectState, part: SubjectState, item: HistoryItem): void {
  const checked = checkItem(item, HISTORY_NOW, null);
  if (checked.situation !== 'sound') return;
  const { mutation } = checked;
  const record = readRecord(whole, part, mutation.measurementId);
  if (record) readDay(whole, part, record.content.localDate, record.type, record.kind !== 'day_total');
  if (mutation.kind !== 'record') return;
  const { content, type, recordKind } = mutation;
  readDay(whole, part, content.localDate, type, recordKind !== 'day_total');
}

function readDay(
  whole: SubjectState,
  part: SubjectState,
  localDate: string | null,
  type: string,
  samples: boolean,
): void {
  if (localDate === null) return;
  const key = dayKey(localDate, type);
  const day = part.days.get(key) ?? { aggregate: whole.days.get(key)?.aggregate ?? null, records: null };
  part.days.set(key, day);
  if (!samples || day.records) return;
  const records = [...(whole.days.get(key)?.records ?? [])];
  day.records = new Map(records.filter(([, { state }]) => state !== 'retracted'));
}

function readContestedDays(whole: SubjectState, part: SubjectState): void {
  for (const [key, { aggregate }] of whole.days) {
    const contested = (aggregate?.day?.sources.length ?? 0) > 1;
    if (contested && !part.days.has(key)) part.days.set(key, { aggregate, records: null });
  }
}

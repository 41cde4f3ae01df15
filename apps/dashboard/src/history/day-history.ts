import type { DaysResponse, Page, WireDay, WireMeasurement, WireRevision } from '@daybook/contract';
import { requestJson } from '../fetching/request.js';

/** A revision of one of the records that made up a day, as the audit tells it. */
export interface DayRevision extends WireRevision {
  readonly measurementId: string;
}

/** One line of a day's history. `measured` is the record's own time and stage, where it has them and still stands. */
export interface HistoryLine {
  readonly revision: DayRevision;
  readonly measured: Pick<WireMeasurement, 'startAt' | 'endAt' | 'stage'> | null;
  /** Whether this revision is what its record says now, where it ever said anything else. */
  readonly isCurrent: boolean;
}

export interface DayHistory {
  /** As recorded, newest first. */
  readonly lines: readonly HistoryLine[];
  /** Every moment at which something changed, oldest first. Between two of them nothing did. */
  readonly moments: readonly string[];
}

/** Records whose own times are asked for; a day of heart beats has some hundred. */
const RECORDS_MAX = 1000;

interface DayWanted {
  readonly userId: string;
  readonly type: string;
  readonly date: string;
}

/** @throws ApiProblem */
export async function loadHistory(
  { userId, type, date }: DayWanted,
  signal: AbortSignal,
): Promise<DayHistory> {
  const subject = `/api/subjects/${userId}`;
  const of = encodeURIComponent(type);
  const [revisions, records] = await Promise.all([
    requestJson<Page<DayRevision>>(`${subject}/audit/revisions?type=${of}&date=${date}`, signal),
    requestJson<Page<WireMeasurement>>(
      `${subject}/measurements?type=${of}&from=${date}&to=${date}&limit=${RECORDS_MAX}`,
      signal,
    ),
  ]);
  return historyOf(revisions.items, records.items);
}

export function historyOf(
  revisions: readonly DayRevision[],
  records: readonly Pick<WireMeasurement, 'id' | 'mutationId' | 'startAt' | 'endAt' | 'stage'>[],
): DayHistory {
  const byId = new Map(records.map((record) => [record.id, record]));
  const told = new Map<string, number>();
  for (const { measurementId } of revisions) told.set(measurementId, (told.get(measurementId) ?? 0) + 1);
  const lines = revisions.map((revision) => {
    const record = byId.get(revision.measurementId);
    const isCurrent =
      record?.mutationId === revision.mutationId && (told.get(revision.measurementId) ?? 0) > 1;
    return { revision, measured: record ?? null, isCurrent };
  });
  return {
    lines: lines.toReversed(),
    moments: [...new Set(revisions.map(({ recordedAt }) => recordedAt))].sort(),
  };
}

/**
 * The day as the log knew it at a moment; `null` if it had no value then.
 *
 * @throws ApiProblem
 */
export async function loadDayAsOf(
  { userId, type, date }: DayWanted,
  moment: string,
  signal: AbortSignal,
): Promise<WireDay | null> {
  const query = `from=${date}&to=${date}&type=${encodeURIComponent(type)}&asOf=${encodeURIComponent(moment)}`;
  const { items } = await requestJson<DaysResponse>(`/api/subjects/${userId}/days?${query}`, signal);
  return items[0] ?? null;
}

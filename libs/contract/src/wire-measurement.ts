import { formatInstant, type Measurement, type RecordState, type SleepStage } from '@daybook/domain';

/**
 * A record as every reader sees it: the answer of the reading routes, `data` in feed and snapshot, the payload that
 * the change log keeps. `startAt` and `endAt` carry the offset they were sent with, the other instants are UTC with
 * milliseconds; `value` is in the metric's canonical `unit` and `null` unless the record is live; `details` is the
 * JSON that was sent. `mutationId` is the mutation that made the content: one that only confirmed it is newer (the
 * verdict names it), but makes no change row, and what the feed does not tell must not differ in an answer.
 */
export interface WireMeasurement {
  readonly id: string;
  readonly type: string;
  readonly value: number | null;
  readonly unit: string;
  readonly startAt: string | null;
  readonly endAt: string | null;
  readonly localDate: string | null;
  readonly timeZone: string | null;
  readonly externalId: string | null;
  readonly source: string;
  readonly sourceDevice: string | null;
  readonly stage: SleepStage | null;
  readonly details: unknown;
  readonly state: RecordState;
  readonly revision: number;
  readonly mutationId: string;
  readonly actor: string;
  readonly recordedAt: string;
  readonly updatedAt: string;
}

function instantAt(ms: number | null, offsetMinutes: number | null): string | null {
  return ms === null ? null : formatInstant(ms, offsetMinutes ?? 0);
}

/** The one place where a record becomes wire JSON: what is streamed, answered and stored is the same text. */
export function wireMeasurement(m: Measurement): WireMeasurement {
  const { content } = m;
  return {
    id: m.id,
    type: m.type,
    value: content.value,
    unit: m.unit,
    startAt: instantAt(content.startAt, content.startOffset),
    endAt: instantAt(content.endAt, content.endOffset),
    localDate: content.localDate,
    timeZone: content.timeZone,
    externalId: m.externalId,
    source: m.source,
    sourceDevice: content.sourceDevice,
    stage: content.stage,
    details: content.details === null ? null : (JSON.parse(content.details) as unknown),
    state: m.state,
    revision: m.revision,
    mutationId: m.contentMutationId,
    actor: m.actor,
    recordedAt: new Date(m.recordedAt).toISOString(),
    updatedAt: new Date(m.updatedAt).toISOString(),
  };
}

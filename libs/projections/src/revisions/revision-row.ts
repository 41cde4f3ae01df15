import type { WireRevision } from '@daybook/contract';
import { mutationIdTime, type EventType } from '@daybook/domain';

/** Of an event `e` and its commit `c`. */
export const REVISION_COLUMNS = `e.mutation_id, e.type, e.value, e.previous_value, e.unit, coalesce(e.superseded, false) as superseded,
  e.source, e.source_device, c.actor_id, c.reason, (extract(epoch from c.recorded_at) * 1000)::float8 as recorded_ms`;

export interface RevisionRow {
  readonly mutation_id: string;
  readonly type: EventType;
  readonly value: number | null;
  readonly previous_value: number | null;
  readonly unit: string | null;
  readonly superseded: boolean;
  readonly source: string | null;
  readonly source_device: string | null;
  readonly actor_id: string | null;
  readonly reason: string | null;
  readonly recorded_ms: number;
}

export function wireRevision(row: RevisionRow): WireRevision {
  return {
    mutationId: row.mutation_id,
    event: row.type,
    value: row.value,
    previousValue: row.previous_value,
    unit: row.unit,
    superseded: row.superseded,
    source: row.source,
    sourceDevice: row.source_device,
    actor: row.actor_id,
    reason: row.reason,
    clientTime: new Date(mutationIdTime(row.mutation_id)).toISOString(),
    recordedAt: new Date(row.recorded_ms).toISOString(),
  };
}

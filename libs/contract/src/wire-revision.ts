import type { EventType } from '@daybook/domain';

/**
 * One event of a record, in mutation order. Superseded ones (history that never was current) are marked, confirming
 * ones left out. `clientTime` is the time inside the mutation id, `reason` is given by a coach.
 */
export interface WireRevision {
  readonly mutationId: string;
  readonly event: EventType;
  readonly value: number | null;
  /** What stood when the event was written: of a superseded one the newer value that it lost to. */
  readonly previousValue: number | null;
  readonly unit: string | null;
  readonly superseded: boolean;
  readonly source: string | null;
  readonly sourceDevice: string | null;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly clientTime: string;
  readonly recordedAt: string;
}

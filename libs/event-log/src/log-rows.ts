import type {
  DayAggregate,
  DefinedMetric,
  EntityChange,
  LogEvent,
  MeasurementSituation,
  SourceOrder,
} from '@daybook/domain';
import type { Origin } from './origin.js';

/** A subject's head as READ saw it. `now` is the database's clock at that moment. Instants are Unix milliseconds. */
export interface Head {
  readonly userId: string;
  readonly streamId: string;
  readonly version: number;
  readonly seq: number;
  readonly epoch: string;
  readonly headHash: Uint8Array | null;
  readonly digests: Readonly<Record<string, string>>;
  readonly lastRecordedAt: number;
  readonly now: number;
}

/** The head as a group leaves it, with the version and seq on which its decisions rest. */
export interface HeadMove {
  readonly before: Head;
  readonly after: Head;
}

/** One accepted command, sealed: the unit of append. */
export interface SealedCommit {
  readonly userId: string;
  readonly commitId: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly recordedAt: number;
  readonly origin: Origin;
  readonly salt: Uint8Array;
  readonly contentHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly previousHash: Uint8Array | null;
}

export interface EventRow {
  readonly userId: string;
  readonly version: number;
  readonly event: LogEvent;
}

export interface Owned<Row> {
  readonly userId: string;
  readonly row: Row;
}

export interface ChangeRow {
  readonly userId: string;
  readonly seq: number;
  readonly at: number;
  readonly originDevice: string | null;
  readonly change: EntityChange;
  /** The finished wire JSON, `null` for a deletion. */
  readonly payload: string | null;
}

/** All rows of one WRITE. */
export interface WriteRows {
  readonly heads: readonly HeadMove[];
  readonly commits: readonly SealedCommit[];
  readonly events: readonly EventRow[];
  readonly measurements: readonly Owned<MeasurementSituation>[];
  readonly aggregates: readonly Owned<DayAggregate>[];
  readonly changes: readonly ChangeRow[];
  readonly metrics: readonly Owned<DefinedMetric>[];
  readonly sourceOrders: readonly Owned<SourceOrder>[];
}

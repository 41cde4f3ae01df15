import type { Entity } from './entity.js';
import type { WireDay } from './wire-day.js';
import type { WireMeasurement } from './wire-measurement.js';
import type { WireMetricType } from './wire-metric-type.js';

/** What `data` holds, by entity. Grants have no shape yet: nothing makes one. */
export type EntityData = WireMeasurement | WireDay | WireMetricType;

/**
 * One changed entity, whole: a client only puts and deletes, and applies a change only if its `revision` is greater
 * than the one it holds.
 */
export interface Change {
  readonly seq: number;
  readonly entity: Entity;
  readonly op: 'upsert' | 'delete';
  readonly id: string;
  readonly revision: number;
  /** `null` with `delete`; absent for a measurement of this device's own when `exclude=self` was asked for. */
  readonly data?: EntityData | null;
  /** When it was recorded, UTC. */
  readonly at: string;
  /** The device that wrote it, if a device did. */
  readonly origin: string | null;
}

/** A page of the feed, and the `data` of an event of the stream. */
export interface ChangesPage {
  readonly changes: readonly Change[];
  /** Where to go on. It moves past what the filter left out. */
  readonly nextCursor: string;
  /** The position of `nextCursor`, comparable within an epoch. */
  readonly seq: number;
  readonly hasMore: boolean;
  /** How many changes still wait after this page: an upper bound, for a progress bar. */
  readonly remaining: number;
}

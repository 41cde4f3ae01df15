import type { DefinedMetric } from './custom-metric.js';
import type { DayAggregate } from './day-aggregate.js';
import type { Measurement } from './measurement.js';

interface ChangeOf<Entity extends string, State> {
  readonly entity: Entity;
  readonly id: string;
  readonly op: 'upsert' | 'delete';
  readonly revision: number;
  /** The revision whose upsert this one replaces in every replica; `null` when replicas hold none. */
  readonly replaces: number | null;
  readonly state: State;
}

/**
 * One entity changed by one command: what the feed shows, whole, so that a client only puts and deletes.
 */
export type EntityChange =
  | ChangeOf<'measurement', Measurement>
  | ChangeOf<'daily_aggregate', DayAggregate>
  | ChangeOf<'metric_type', DefinedMetric>;

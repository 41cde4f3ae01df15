/** What the feed and the snapshot speak of. The order is that of the bits in a cursor: only ever append. */
export const ENTITIES = ['measurement', 'daily_aggregate', 'metric_type', 'grant'] as const;

export type Entity = (typeof ENTITIES)[number];

export function isEntity(value: unknown): value is Entity {
  return (ENTITIES as readonly unknown[]).includes(value);
}

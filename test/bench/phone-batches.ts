import { v7 as uuidv7 } from 'uuid';

/** An item of a batch as a phone sends it. */
export type BenchItem = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 1);
/** What a watch and a phone send in a day, in their usual proportion: mostly heart rate, then movement, now and then a total. */
const MIX = [
  'heart_rate',
  'steps',
  'heart_rate',
  'active_energy_burned',
  'heart_rate',
  'respiratory_rate',
  'heart_rate',
  'distance_walking_running',
  'total',
  'oxygen_saturation',
] as const;
const VALUES: Readonly<Record<string, number>> = {
  heart_rate: 60,
  steps: 120,
  active_energy_burned: 4,
  respiratory_rate: 14,
  distance_walking_running: 80,
  oxygen_saturation: 0.9,
};
/** So many items fill a day before the next one begins. */
const ITEMS_PER_DAY = 300;

/** The stream of one phone: its `n`th item, always the same but for its id. */
export function phoneItem(n: number): BenchItem {
  const type = MIX[n % MIX.length] ?? 'heart_rate';
  const day = FIRST_DAY + Math.floor(n / ITEMS_PER_DAY) * DAY_MS;
  const id = uuidv7();
  if (type === 'total') {
    const date = new Date(day).toISOString().slice(0, 10);
    const externalId = `stats:HKQuantityTypeIdentifierFlightsClimbed:${date}`;
    return { id, type: 'flights_climbed', value: n % 40, externalId, source: 'healthkit', localDate: date };
  }
  const startAt = day + ((n % ITEMS_PER_DAY) * DAY_MS) / ITEMS_PER_DAY;
  return {
    id,
    type,
    value: (VALUES[type] ?? 1) * (1 + (n % 7) / 100),
    startAt: new Date(startAt).toISOString(),
    endAt: new Date(startAt + 60_000).toISOString(),
    timeZone: 'Europe/Berlin',
    source: 'healthkit',
    sourceDevice: 'Apple Watch',
  };
}

/** `count` batches of `size` items, the continuation of one phone's stream. */
export function phoneBatches(count: number, size: number): BenchItem[][] {
  return Array.from({ length: count }, (_, b) =>
    Array.from({ length: size }, (_, i) => phoneItem(b * size + i)),
  );
}

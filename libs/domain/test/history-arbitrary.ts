import fc from 'fast-check';
import { externalRecordId, mutationIdFrom } from '../src/index.js';

/** One client intention of a random history, as an item of a batch. */
export type HistoryItem = Readonly<Record<string, unknown>> & { readonly id: string };

/** The clock of all histories; every mutation id lies before it. */
export const HISTORY_NOW = Date.UTC(2026, 5, 1);

const DAYS = ['2026-05-24', '2026-05-25'];
const TYPES = ['steps', 'heart_rate', 'sleep_duration'];
const SOURCES = ['manual', 'healthkit', 'garmin'];
const DEVICES = ['Apple Watch', 'iPhone', null];
const START = Date.UTC(2026, 4, 24, 6);
const MINUTE = 60_000;

type Intention = (id: string) => HistoryItem;

const day = fc.constantFrom(...DAYS);
const source = fc.constantFrom(...SOURCES);
const type = fc.constantFrom('steps', 'heart_rate');
const value = fc.integer({ min: 30, max: 200 });
const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString();

const total: fc.Arbitrary<Intention> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    day,
    source,
    value: fc.option(fc.integer({ min: 30, max: 33 })),
    alias: fc.boolean(),
  })
  .map(({ alias, ...total }) => (id) => ({
    id,
    type: total.type,
    source: total.source,
    value: total.value,
    externalId: `stats:${alias && total.type === 'steps' ? 'HKQuantityTypeIdentifierStepCount' : total.type}:${total.day}`,
  }));

const bucket: fc.Arbitrary<Intention> = fc
  .record({
    type,
    source,
    n: fc.integer({ min: 0, max: 1 }),
    minutes: fc.integer({ min: 0, max: 2000 }),
    value: fc.option(value),
  })
  .map(({ n, minutes, ...rest }) => (id) => ({
    id,
    ...rest,
    externalId: `stats:${rest.type}:b${n}`,
    startAt: at(minutes),
  }));

/** A sample of a device: its content follows from its name, because one name with two contents breaks the promise. */
const namedSample: fc.Arbitrary<Intention> = fc
  .record({ n: fc.integer({ min: 0, max: 5 }), source, type })
  .map(({ n, ...rest }) => (id) => ({
    id,
    ...rest,
    externalId: `sample-${n}`,
    value: 40 + n * 10,
    startAt: at(n * 7),
    endAt: at(n * 7 + 10),
    sourceDevice: DEVICES[n % 3],
  }));

const ownSample: fc.Arbitrary<Intention> = fc
  .record({
    source,
    type,
    value,
    minutes: fc.integer({ min: 0, max: 2000 }),
    length: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ minutes, length, ...rest }) => (id) => ({
    id,
    ...rest,
    startAt: at(minutes),
    endAt: at(minutes + length),
  }));

const segment: fc.Arbitrary<Intention> = fc
  .record({
    minutes: fc.integer({ min: 0, max: 300 }),
    length: fc.integer({ min: 1, max: 60 }),
    stage: fc.constantFrom('deep', 'awake', 'in_bed', 'asleep'),
    device: fc.constantFrom(...DEVICES),
  })
  .map(({ minutes, length, stage, device }) => (id) => ({
    id,
    type: 'sleep_duration',
    source: 'healthkit',
    stage,
    startAt: at(minutes),
    endAt: at(minutes + length),
    ...(device !== null && { sourceDevice: device }),
  }));

/** A record of the history, by its place: what a correction or a retraction aims at. */
const aimed = fc.record({
  target: fc.nat(),
  value: fc.integer({ min: 30, max: 33 }),
  what: fc.constantFrom('correct', 'correct', 'retract'),
});

const sourceOrder = fc.shuffledSubarray(['healthkit', 'garmin'], { minLength: 1 });

/** The id of the record that an item records. */
function recordIdOf(item: HistoryItem): string {
  const externalId = item['externalId'];
  if (typeof externalId !== 'string') return item.id;
  const day = /^stats:.*:(\d{4}-\d{2}-\d{2})$/u.exec(externalId)?.[1] ?? null;
  return externalRecordId({ source: String(item['source']), type: String(item['type']), externalId, day });
}

/**
 * A random history of one subject: totals, buckets, samples, sleep, corrections and retractions of them (of some
 * that never come, too), in any order of ids. The last element, if any, is a source order.
 */
export const history: fc.Arbitrary<HistoryItem[]> = fc
  .record({
    intentions: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: total },
        bucket,
        { weight: 2, arbitrary: namedSample },
        ownSample,
        segment,
      ),
      { minLength: 1, maxLength: 12 },
    ),
    aims: fc.array(aimed, { maxLength: 10 }),
    seed: fc.integer({ min: 0, max: 0xffff }),
    orders: fc.array(sourceOrder, { maxLength: 2 }),
  })
  .map(({ intentions, aims, seed, orders }) => {
    const count = intentions.length + aims.length + orders.length;
    const id = (n: number): string => {
      // A permutation of the places, so that the order of ids has nothing to do with the order of intentions.
      const place = (n * 7919 + seed) % 10_007;
      return mutationIdFrom(
        HISTORY_NOW - 1 - place,
        new Uint8Array([n, place & 255, 3, 4, 5, 6, 7, 8, 9, 10]),
      );
    };
    const records = intentions.map((make, n) => make(id(n)));
    const targets = records.map(recordIdOf);
    const aimedAt = aims.map(({ target, value, what }, n): HistoryItem => {
      const mutation = { id: id(intentions.length + n), measurementId: targets[target % targets.length] };
      return what === 'correct' ? { ...mutation, value } : { ...mutation, retract: true };
    });
    const set = orders.map((sources, n): HistoryItem => ({ id: id(count - 1 - n), sources }));
    return [...records, ...aimedAt, ...set];
  });

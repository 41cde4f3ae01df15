import fc from 'fast-check';
import { externalRecordId, findMetric, mutationIdFrom } from '../src/index.js';

/** One client intention of a random history, as an item of a batch, a source order or a definition. */
export type HistoryItem = Readonly<Record<string, unknown>> & { readonly id: string };

/** The clock of all histories; every mutation id lies before it. */
export const HISTORY_NOW = Date.UTC(2026, 5, 1);

const DAYS = ['2026-05-24', '2026-05-25'];
const SOURCES = ['manual', 'manual', 'healthkit', 'garmin'];
const DEVICES = ['Apple Watch', 'iPhone', null];
const ZONES = [null, null, 'Europe/Berlin', 'Pacific/Auckland'];
const START = Date.UTC(2026, 4, 24, 6);
const MINUTE = 60_000;

/** The metrics of the subject's own. Their content follows from the code, because two contents break the promise. */
const DEFINITIONS = [
  { code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete' },
  { code: 'x_coffee', name: 'Coffee', unit: 'cups', kind: 'cumulative', colour: '#6f4e37' },
] as const;

/** Other spellings of a type, which make the same record. */
const ALIASES: Readonly<Record<string, string>> = {
  steps: 'HKQuantityTypeIdentifierStepCount',
  heart_rate: 'HKQuantityTypeIdentifierHeartRate',
  sleep_duration: 'HKCategoryTypeIdentifierSleepAnalysis',
};

type Intention = (id: string) => HistoryItem;

const day = fc.constantFrom(...DAYS);
const source = fc.constantFrom(...SOURCES);
const type = fc.constantFrom('steps', 'steps', 'heart_rate', 'x_mood', 'x_coffee');
/** Few values, so that the same thing is said twice, and later corrected back to what it was. */
const value = fc.integer({ min: 30, max: 33 });
const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString();

function spelt(name: string, alias: boolean): string {
  return alias ? (ALIASES[name] ?? name) : name;
}

/** What may say where, when and in which words; every part of it belongs to the content. */
const circumstances = fc
  .record({
    sourceDevice: fc.constantFrom(...DEVICES),
    timeZone: fc.constantFrom(...ZONES),
    details: fc.constantFrom(
      null,
      null,
      { b: 1, a: [2] },
      { a: [2], b: 1 },
      { stages: { deep: 12, rem: 3 } },
    ),
  })
  .map(({ details, ...rest }) => ({ ...rest, ...(details !== null && { details }) }));

const total: fc.Arbitrary<Intention> = fc
  .record({
    type: fc.oneof(type, fc.constant('sleep_duration')),
    day,
    source,
    value: fc.option(value),
    more: fc.option(circumstances, { freq: 2 }),
    typeAlias: fc.boolean(),
    alias: fc.boolean(),
  })
  .map(({ alias, typeAlias, day, more, ...total }) => (id) => ({
    id,
    ...total,
    ...more,
    type: spelt(total.type, typeAlias),
    externalId: `stats:${spelt(total.type, alias)}:${day}`,
  }));

const bucket: fc.Arbitrary<Intention> = fc
  .record({
    type,
    source,
    n: fc.integer({ min: 0, max: 1 }),
    minutes: fc.constantFrom(0, 10, 960, 1100, 1900),
    length: fc.constantFrom(null, 10),
    value: fc.option(value),
    localDate: fc.option(day, { freq: 3 }),
    more: fc.option(circumstances, { freq: 2 }),
  })
  .map(({ n, minutes, length, localDate, more, ...rest }) => (id) => ({
    id,
    ...rest,
    ...more,
    externalId: `stats:${rest.type}:b${n}`,
    startAt: at(minutes),
    endAt: length === null ? null : at(minutes + length),
    localDate,
  }));

/** A sample of a device: its content follows from its name, because one name with two contents breaks the promise. */
const namedSample: fc.Arbitrary<Intention> = fc
  .record({ n: fc.integer({ min: 0, max: 3 }), source, type, alias: fc.boolean() })
  .map(({ n, source, type, alias }) => (id) => ({
    id,
    source,
    type: spelt(type, alias),
    externalId: `sample-${n}`,
    value: 30 + n,
    startAt: at(n * 7),
    endAt: at(n * 7 + 10),
    timeZone: ZONES[n],
    sourceDevice: DEVICES[n % 3],
    details: { userEntered: n === 1, n },
  }));

const ownSample: fc.Arbitrary<Intention> = fc
  .record({
    source,
    type,
    value,
    minutes: fc.integer({ min: 0, max: 40 }),
    length: fc.integer({ min: 0, max: 30 }),
    more: fc.option(circumstances),
  })
  .map(({ minutes, length, more, ...rest }) => (id) => ({
    id,
    ...rest,
    ...more,
    startAt: at(minutes),
    endAt: at(minutes + length),
  }));

/** Weights in pounds and kilograms: the same mass in two units is the same content. */
const weight: fc.Arbitrary<Intention> = fc
  .record({ source, pounds: fc.boolean(), minutes: fc.integer({ min: 0, max: 2 }) })
  .map(({ source, pounds, minutes }) => (id) => ({
    id,
    source,
    type: 'body_mass',
    externalId: `weight-${minutes}`,
    value: pounds ? 200 : 90.718474,
    unit: pounds ? 'lb' : 'kg',
    startAt: at(minutes),
  }));

const segment: fc.Arbitrary<Intention> = fc
  .record({
    minutes: fc.integer({ min: 0, max: 300 }),
    length: fc.integer({ min: 1, max: 60 }),
    stage: fc.constantFrom('deep', 'awake', 'in_bed', 'asleep'),
    source,
    device: fc.constantFrom(...DEVICES),
  })
  .map(({ minutes, length, device, ...rest }) => (id) => ({
    id,
    type: 'sleep_duration',
    ...rest,
    startAt: at(minutes),
    endAt: at(minutes + length),
    ...(device !== null && { sourceDevice: device }),
  }));

const definition: fc.Arbitrary<Intention> = fc
  .constantFrom(...DEFINITIONS)
  .map((definition) => (id) => ({ id, ...definition }));

/** A record of the history, by its place, or one that never comes; and what is done to it. */
const aimed = fc.record({
  target: fc.nat(),
  lost: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
  value: fc.option(value, { freq: 6 }),
  what: fc.constantFrom('correct', 'correct', 'correct', 'retract', 'retract by name'),
});

const sourceOrder = fc.shuffledSubarray(['healthkit', 'garmin'], { minLength: 1 });

/** Of weights every other correction is in pounds, and one of them says what was recorded in kilograms. */
function correctedUnit(item: HistoryItem, value: number | null): Readonly<Record<string, unknown>> {
  if (item['type'] !== 'body_mass' || value === null) return {};
  return value % 2 === 0 ? { value: 200, unit: 'lb' } : { value: value * 2, unit: 'kg' };
}

/** A record that no item makes. */
const LOST = '0190a0b0-0000-7000-8000-000000000000';

/** The id of the record that an item makes. */
export function recordIdOf(item: HistoryItem): string {
  const { externalId } = item;
  if (typeof externalId !== 'string') return item.id;
  const name = String(item['type']);
  const day = /^stats:.*:(\d{4}-\d{2}-\d{2})$/u.exec(externalId)?.[1] ?? null;
  return externalRecordId({
    source: String(item['source']),
    type: findMetric(name)?.code ?? name,
    externalId,
    day,
  });
}

function aimAt(
  item: HistoryItem,
  id: string,
  { lost, value, what }: typeof aimed extends fc.Arbitrary<infer A> ? A : never,
): HistoryItem {
  const measurementId = lost ? LOST : recordIdOf(item);
  if (what === 'correct') return { id, measurementId, value, ...correctedUnit(item, value) };
  const { externalId, source, type } = item;
  if (what === 'retract by name' && externalId !== undefined) {
    return { id, retract: true, externalId, source, type };
  }
  return { id, retract: true, measurementId };
}

/**
 * A random history of one subject: totals, buckets, samples, sleep, metrics of its own, corrections and
 * retractions of them (of some that never come, too), source orders, in any order of ids.
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
        weight,
      ),
      { minLength: 1, maxLength: 10 },
    ),
    definitions: fc.array(definition, { maxLength: 3 }),
    aims: fc.array(aimed, { maxLength: 12 }),
    seed: fc.integer({ min: 0, max: 0xffff }),
    orders: fc.array(sourceOrder, { maxLength: 2 }),
  })
  .map(({ intentions, definitions, aims, seed, orders }) => {
    const id = (n: number): string => {
      // A permutation of the places, so that the order of ids has nothing to do with the order of intentions.
      const place = (n * 7919 + seed) % 10_007;
      return mutationIdFrom(
        HISTORY_NOW - 1 - place,
        new Uint8Array([n, place & 255, 3, 4, 5, 6, 7, 8, 9, 10]),
      );
    };
    const records = intentions.map((make, n) => make(id(n)));
    const aimedAt = aims.map((aim, n) =>
      aimAt(records[aim.target % records.length] as HistoryItem, id(100 + n), aim),
    );
    const defined = definitions.map((make, n) => make(id(200 + n)));
    const set = orders.map((sources, n): HistoryItem => ({ id: id(300 + n), sources }));
    return [...records, ...aimedAt, ...defined, ...set];
  });

import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import type { Sent } from './daybook.js';
import { retraction, sample, total } from './items.js';

const DAYS = ['2026-05-23', '2026-05-24', '2026-05-25'];
const TYPES = ['steps', 'active_energy_burned'];

/** A client's intention; what it aims at is found among what was sent before. */
export type Intention = (sent: readonly Sent[]) => Sent;

const day = fc.constantFrom(...DAYS);
const source = fc.constantFrom('healthkit', 'healthkit', 'garmin', 'manual');
const value = fc.integer({ min: 1, max: 3 }).map((n) => n * 40);

const dayTotal: fc.Arbitrary<Intention> = fc
  .record({ type: fc.constantFrom(...TYPES), day, source, value: fc.option(value) })
  .map(
    ({ type, day, source, value }) =>
      () =>
        total(value, { type, source, externalId: `stats:${type}:${day}` }),
  );

/** An overwritable sample, which may move to another day. */
const bucket: fc.Arbitrary<Intention> = fc
  .record({ day, source, value })
  .map(({ day, source, value }) => () => {
    const externalId = 'stats:steps:bucket';
    return total(value, { source, externalId, startAt: `${day}T10:00:00Z`, endAt: `${day}T10:10:00Z` });
  });

const pulse: fc.Arbitrary<Intention> = fc.record({ day, source, value }).map(
  ({ day, source, value }) =>
    () =>
      sample(value, { source, startAt: `${day}T08:00:00Z` }),
);

const retracted: fc.Arbitrary<Intention> = fc.nat().map((n) => (sent) => {
  const records = sent.filter((item) => 'type' in item && !('retract' in item));
  const target = records[n % Math.max(1, records.length)];
  if (!target) return sample(60);
  const { externalId, source, type } = target;
  if (externalId === undefined) return retraction(String(target['id']));
  return { id: uuidv7(), retract: true, externalId, source, type };
});

const order: fc.Arbitrary<Intention> = fc
  .shuffledSubarray(['healthkit', 'garmin'], { minLength: 1 })
  .map((sources) => () => ({ id: uuidv7(), sources }));

/** Few days, values and sources, so that records are overwritten, cleared, taken back and revived. */
export const intention: fc.Arbitrary<Intention> = fc.oneof(
  { weight: 5, arbitrary: dayTotal },
  { weight: 2, arbitrary: bucket },
  { weight: 3, arbitrary: pulse },
  { weight: 4, arbitrary: retracted },
  { weight: 1, arbitrary: order },
);

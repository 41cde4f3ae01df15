import type { RecordIntention, SyncClient } from '@daybook/sync-client';
import type { Chance } from './chance.js';

/** One thing that somebody wants. */
export interface Wish {
  readonly words: string;
  /** Returns the key of the mutation as soon as it is kept. */
  readonly write: (client: SyncClient) => Promise<string>;
}

/** A record that somebody can point at. */
export interface KnownRecord {
  readonly id: string;
  readonly type: string;
}

const STEPS = 'steps';
const ENERGY = 'active_energy_burned';
const DAYS = ['2026-05-22', '2026-05-23', '2026-05-24'];

/** Steps fit below 200 000: this many values are there for one history. */
const FIRST_VALUE = 1_000;

/**
 * Makes wishes of all kinds. No value is ever wished twice, so that a value names its mutation, and steps are never
 * taken back, so that of the steps of a day only ever newer values may be seen.
 */
export class Wishes {
  #value = FIRST_VALUE;
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** `known` are the records that this device holds. */
  next(known: readonly KnownRecord[]): Wish {
    const value = this.#value++;
    const date = this.#chance.oneOf(DAYS);
    const kind = this.#chance.between(0, 9);
    const others = known.filter(({ type }) => type !== STEPS);
    if (kind <= 4) return total(STEPS, date, value);
    if (kind === 5) return total(ENERGY, date, this.#chance.isIn(0.3) ? null : value / 100);
    if (kind === 6) return retractionOfEnergy(date);
    if (kind === 7 && known.length > 0) return correction(this.#chance.oneOf(known), value);
    if (kind === 8 && others.length > 0) return retraction(this.#chance.oneOf(others));
    const externalId = this.#chance.isIn(0.5) ? `weighing-${value}` : null;
    return sample({
      type: 'body_mass',
      value: weightOf(value),
      source: 'manual',
      startAt: `${date}T0${this.#chance.between(0, 9)}:00:00+02:00`,
      ...(externalId !== null && { externalId }),
    });
  }
}

function total(type: string, date: string, value: number | null): Wish {
  return {
    words: `${type} of ${date} is ${value}`,
    write: (client) => client.overwriteTotal({ type, date, value }),
  };
}

function retractionOfEnergy(date: string): Wish {
  return {
    words: `take back ${ENERGY} of ${date}`,
    write: (client) => client.retract({ type: ENERGY, date }),
  };
}

function correction({ id, type }: KnownRecord, value: number): Wish {
  const corrected = type === 'body_mass' ? weightOf(value) : value;
  return {
    words: `correct ${type} to ${corrected}`,
    write: (client) => client.correct({ measurementId: id, value: corrected }),
  };
}

function retraction({ id, type }: KnownRecord): Wish {
  return { words: `retract ${type}`, write: (client) => client.retract({ measurementId: id }) };
}

function sample(record: RecordIntention): Wish {
  return { words: `weigh ${record.value}`, write: (client) => client.record(record) };
}

/** A weight that nobody else weighs, in kg. */
function weightOf(value: number): number {
  return 30 + value / 1_000;
}

import { mutationIdFrom } from '@daybook/domain';

const START = Date.UTC(2026, 4, 20);
const HOUR = 3_600_000;
const TOTALS = ['steps', 'active_energy_burned', 'flights_climbed'];

/** Mutations are named as if they had been made within so long, in any order: one overtakes another. */
const MADE_WITHIN_MS = 1_000_000;

export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** A number from 0 to `below`, exclusive. */
export type Random = (below: number) => number;

/** A small generator of its own, so that a failing run can be repeated from its seed. */
export function randomNumbers(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * A batch of one device: totals that are overwritten, samples, and, of what was sent `earlier`, retractions and the
 * same again; few keys, so that writers collide.
 */
export function randomBatch(random: Random, earlier: readonly Item[]): Item[] {
  return Array.from({ length: 1 + random(12) }, () => {
    const id = randomId(random);
    const known = earlier[random(Math.max(1, earlier.length))];
    switch (random(6)) {
      case 0:
      case 1: {
        const type = TOTALS[random(TOTALS.length)] ?? 'steps';
        const externalId = `stats:${type}:2026-05-2${random(4)}`;
        return {
          id,
          type,
          externalId,
          value: random(5) * 10,
          source: random(3) === 0 ? 'manual' : 'healthkit',
        };
      }
      case 2:
        return known ? { id, retract: true, measurementId: known.id } : sample(id, random);
      case 3:
        return known ?? sample(id, random);
      default:
        return sample(id, random);
    }
  });
}

function randomId(random: Random): string {
  const bytes = Uint8Array.from({ length: 10 }, () => random(256));
  return mutationIdFrom(START + random(MADE_WITHIN_MS), bytes);
}

function sample(id: string, random: Random): Item {
  const startAt = new Date(START + random(96) * HOUR).toISOString();
  const type = random(2) === 0 ? 'heart_rate' : 'steps';
  return { id, type, value: 40 + random(100), startAt, source: 'healthkit' };
}

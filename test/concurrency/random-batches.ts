import { v7 as uuidv7 } from 'uuid';

const START = Date.UTC(2026, 4, 20);
const HOUR = 3_600_000;
const TOTALS = ['steps', 'active_energy_burned', 'flights_climbed'];

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** A small generator of its own, so that a failing run can be repeated from its seed. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A batch of one device: totals that are overwritten, samples, retractions; few keys, so that writers collide. */
export function randomBatch(random: (below: number) => number, seen: readonly Item[]): Item[] {
  return Array.from({ length: 1 + random(12) }, () => {
    const id = uuidv7();
    const earlier = seen[random(Math.max(1, seen.length))];
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
        return earlier ? { id, retract: true, measurementId: earlier.id } : sample(id, random);
      case 3:
        return earlier ?? sample(id, random);
      default:
        return sample(id, random);
    }
  });
}

function sample(id: string, random: (below: number) => number): Item {
  const startAt = new Date(START + random(96) * HOUR).toISOString();
  const type = random(2) === 0 ? 'heart_rate' : 'steps';
  return { id, type, value: 40 + random(100), startAt, source: 'healthkit' };
}

import { randomBatch, randomNumbers, type Item } from './random-batches.js';

/** A batch of a client: whose it is and which writers get it, both at the same moment if it is two. */
export interface Sending {
  readonly subject: number;
  readonly items: readonly Item[];
  readonly writers: readonly number[];
}

export interface WorkloadSize {
  readonly subjects: number;
  readonly clients: number;
  readonly batchesPerClient: number;
}

/** Every fourth batch goes to both writers at once. */
const TWICE_EVERY = 4;

/**
 * What each client sends, one batch after the other: the same of the same seed, to the last byte. Clients share
 * subjects, and repeat and retract what the others send.
 */
export function workload(seed: number, { subjects, clients, batchesPerClient }: WorkloadSize): Sending[][] {
  const random = randomNumbers(seed);
  const sent: Item[][] = Array.from({ length: subjects }, () => []);
  const plan: Sending[][] = Array.from({ length: clients }, () => []);
  for (let batch = 0; batch < batchesPerClient; batch++) {
    for (const sendings of plan) {
      const subject = random(subjects);
      const earlier = sent[subject] ?? [];
      const items = randomBatch(random, earlier);
      earlier.push(...items);
      const first = random(2);
      const writers = batch % TWICE_EVERY === 0 ? [first, 1 - first] : [first];
      sendings.push({ subject, items, writers });
    }
  }
  return plan;
}

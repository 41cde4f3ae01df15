import { coveredTime } from './covered-time.js';
import { compareSamples, type DaySample } from './day-sample.js';
import { deviceOrder } from './device-order.js';

/** What a sample adds to its day after the overlaps were settled, in the metric's canonical unit. */
export interface SampleShare {
  readonly sample: DaySample;
  readonly value: number;
  /** The milliseconds of its interval that it kept; 0 for a moment. */
  readonly covered: number;
}

type Precedence = (a: DaySample, b: DaySample) => number;

const NO_PRECEDENCE: Precedence = () => 0;

/**
 * Lays the samples of one source on one timeline, where each instant counts once: for the highest-ranked device
 * that covers it (domain.md section 5). Of two samples of one device the one that starts first keeps the overlap,
 * of two that start together the one with the first id: a device that reports a whole day and its slices thus
 * counts the day, where keeping the slices and the day's remainder would nearly double it.
 *
 * A sample that keeps part of its interval counts in proportion to time, one that keeps all counts its value to
 * the last bit, a moment always counts in full. What keeps nothing is left out. The shares come in the order
 * (start, id), whatever order the samples came in.
 *
 * @param within which of two samples of one device goes before, ahead of start and id.
 */
export function timelineOf(samples: readonly DaySample[], within: Precedence = NO_PRECEDENCE): SampleShare[] {
  const order = deviceOrder(samples.map(({ device }) => device));
  const place = (sample: DaySample): number => order.get(sample.device) as number;
  const ranked = [...samples].sort((a, b) => place(a) - place(b) || within(a, b) || compareSamples(a, b));
  const covered = coveredTime(ranked);
  const shares = ranked.map((sample, index) => shareOf(sample, covered[index] as number));
  return shares.filter(counts).sort((a, b) => compareSamples(a.sample, b.sample));
}

function shareOf(sample: DaySample, covered: number): SampleShare {
  const length = sample.endAt - sample.startAt;
  const value = covered === length ? sample.value : sample.value * (covered / length);
  return { sample, value, covered };
}

function counts({ sample, covered }: SampleShare): boolean {
  return covered > 0 || sample.startAt === sample.endAt;
}

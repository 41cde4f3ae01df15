import type { SampleContribution } from './day-aggregate.js';
import { compareSamples, type DaySample } from './day-sample.js';
import { exactSum } from './exact-sum.js';
import type { DailyRule, Metric } from './metric.js';
import { sampleFigures, type SampleFigures } from './sample-figures.js';
import { sleepNightOf } from './sleep-night.js';
import { timelineOf } from './timeline.js';

/** The one metric whose samples are segments with a stage. */
export const SLEEP_DURATION = 'sleep_duration';

/**
 * What the samples of one source come to on one day: of sleep the night, of another cumulative metric the sum of
 * its timeline, of a discrete one the figure that its daily rule names. Count, extremes, mean and last describe
 * the records that make up the value, each as it was recorded: a sample that is hidden whole by a better device
 * is not counted, one that is hidden in part keeps its own value.
 */
export function sampleContributionOf(
  metric: Pick<Metric, 'code' | 'kind' | 'daily'>,
  samples: readonly DaySample[],
): SampleContribution {
  if (metric.code === SLEEP_DURATION) {
    const { asleep, stages, segments } = sleepNightOf(samples);
    return { value: asleep, ...figuresOf(segments), stages };
  }
  if (metric.kind === 'cumulative') {
    const shares = timelineOf(samples);
    return {
      value: exactSum(shares.map(({ value }) => value)),
      ...figuresOf(shares.map(({ sample }) => sample)),
    };
  }
  const figures = figuresOf([...samples].sort(compareSamples));
  return { value: ruled(metric.daily, figures, samples), ...figures };
}

function figuresOf(samples: readonly DaySample[]): SampleFigures {
  return sampleFigures(samples.map(({ value }) => value));
}

function ruled(rule: DailyRule, figures: SampleFigures, samples: readonly DaySample[]): number {
  return rule === 'sum' ? exactSum(samples.map(({ value }) => value)) : figures[rule];
}

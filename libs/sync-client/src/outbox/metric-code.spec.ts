import { METRICS } from '@daybook/domain';
import { metricCodeOf } from './metric-code.js';

describe('the code of a metric', () => {
  it('follows from its HealthKit identifier for every metric of the registry', () => {
    const derived = METRICS.filter(({ healthKit }) => healthKit !== null).map(({ healthKit }) =>
      metricCodeOf(healthKit ?? ''),
    );
    expect(derived).toEqual(METRICS.filter(({ healthKit }) => healthKit !== null).map(({ code }) => code));
    expect(derived.length).toBeGreaterThan(50);
  });

  it('leaves codes and unknown names alone', () => {
    expect(['steps', 'x_mood', 'HKQuantityTypeIdentifier', 'Steps'].map(metricCodeOf)).toEqual([
      'steps',
      'x_mood',
      'HKQuantityTypeIdentifier',
      'Steps',
    ]);
  });
});

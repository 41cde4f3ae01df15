import type { SleepStage } from '@daybook/domain';

/**
 * `HKCategoryValueSleepAnalysis` as exports print it (Apple's header of iOS 18). Since iOS 16 the old
 * `Asleep` is printed as `AsleepUnspecified`, of the same records too: one stage for both keeps their
 * mutation ids equal.
 */
const STAGES: Readonly<Record<string, SleepStage>> = {
  HKCategoryValueSleepAnalysisInBed: 'in_bed',
  HKCategoryValueSleepAnalysisAwake: 'awake',
  HKCategoryValueSleepAnalysisAsleep: 'asleep',
  HKCategoryValueSleepAnalysisAsleepUnspecified: 'asleep',
  HKCategoryValueSleepAnalysisAsleepCore: 'light',
  HKCategoryValueSleepAnalysisAsleepDeep: 'deep',
  HKCategoryValueSleepAnalysisAsleepREM: 'rem',
};

export function appleSleepStage(value: string): SleepStage | undefined {
  return Object.hasOwn(STAGES, value) ? STAGES[value] : undefined;
}

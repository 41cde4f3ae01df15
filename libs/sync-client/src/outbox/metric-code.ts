const NAMED = /^HK(?:Quantity|Category)TypeIdentifier(.+)/;

/** Where a word begins: before a capital, and before the last capital of several (`VO2Max`, `BMIValue`). */
const WORD_BEGINS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g;

/** The two codes that do not follow from the identifier. */
const OWN_NAMES: Readonly<Record<string, string>> = { StepCount: 'steps', SleepAnalysis: 'sleep_duration' };

/** The metric code of a HealthKit identifier, and every other name as it is: the rule that the registry follows. */
export function metricCodeOf(name: string): string {
  const identifier = NAMED.exec(name)?.[1];
  if (identifier === undefined) return name;
  return OWN_NAMES[identifier] ?? identifier.replace(WORD_BEGINS, '_').toLowerCase();
}

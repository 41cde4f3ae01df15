const PREFIX = /^HK(?:Quantity|Category)TypeIdentifier(?=.)/;

/** The two codes that do not follow from the identifier (domain.md, section 3). */
const OWN_NAMES: Readonly<Record<string, string>> = { StepCount: 'steps', SleepAnalysis: 'sleep_duration' };

/** The metric code of a HealthKit identifier, and every other name as it is: the rule that the registry follows. */
export function metricCodeOf(name: string): string {
  if (!PREFIX.test(name)) return name;
  const identifier = name.replace(PREFIX, '');
  return (
    OWN_NAMES[identifier] ??
    identifier
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
      .toLowerCase()
  );
}

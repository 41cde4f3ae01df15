const NAMES: Readonly<Record<string, string>> = {
  manual: 'Manual',
  healthkit: 'HealthKit',
  health_connect: 'Health Connect',
  strava: 'Strava',
  garmin: 'Garmin',
  fitbit: 'Fitbit',
  oura: 'Oura',
  withings: 'Withings',
  import: 'Import',
};

/** The name of a source for people. One that is not known shows its own, made readable. */
export function sourceName(source: string): string {
  const known = NAMES[source];
  if (known !== undefined) return known;
  const words = source.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

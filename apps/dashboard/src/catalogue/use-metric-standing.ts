import { useDiary } from '../diary/diary-context.js';

/**
 * What is known of a metric that an address names: `unknown` until the catalogue was asked for, and for as long as
 * there is none. A metric that has days here there is, whatever the catalogue says.
 */
export type MetricStanding = 'there' | 'unknown' | 'missing';

export function useMetricStanding(type: string, hasDays: boolean | undefined): MetricStanding {
  const { catalogue, isCatalogueAsked } = useDiary();
  if (catalogue.has(type) || hasDays === true) return 'there';
  return isCatalogueAsked && catalogue.size > 0 && hasDays === false ? 'missing' : 'unknown';
}

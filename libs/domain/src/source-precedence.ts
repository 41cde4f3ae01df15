import type { Metric } from './metric.js';

const MANUAL = 'manual';

/**
 * The sources in the order in which they are believed: `manual`, then the subject's own order, then the
 * registry's for the metric, then by name (domain.md section 5).
 */
export function sourcePrecedence(
  metric: Pick<Metric, 'sources'>,
  subjectOrder: readonly string[] | null,
  sources: Iterable<string>,
): string[] {
  const present = new Set(sources);
  const byName = [...present].sort();
  const order = new Set([MANUAL, ...(subjectOrder ?? []), ...metric.sources, ...byName]);
  return [...order].filter((source) => present.has(source));
}

import type { WireMetricType } from '@daybook/contract';

/** How a metric is drawn: bars for what adds up, a line with its band for what is measured, stages for sleep. */
export type ChartKind = 'bars' | 'band' | 'stages';

export function chartKindOf({ code, kind }: Pick<WireMetricType, 'code' | 'kind'>): ChartKind {
  if (code === 'sleep_duration') return 'stages';
  return kind === 'cumulative' ? 'bars' : 'band';
}

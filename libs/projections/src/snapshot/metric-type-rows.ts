import { wireCustomMetric } from '@daybook/contract';
import { definedMetrics } from '../metric-types/defined-metrics.js';
import type { Connection } from '../read-rows.js';
import { lineMembers, type SnapshotRow } from './snapshot-row.js';

/** The subject's own metrics behind a code: a handful, read at once. A definition never changes: revision 1. */
export async function* metricTypeRows(
  connection: Connection,
  userId: string,
  behind: string,
): AsyncGenerator<SnapshotRow> {
  for (const defined of await definedMetrics(connection, userId)) {
    const { code } = defined.metric;
    if (code <= behind) continue;
    yield {
      place: { entity: 'metric_type', date: null, id: code },
      members: lineMembers('metric_type', code, 1, JSON.stringify(wireCustomMetric(defined))),
    };
  }
}

import type { CustomMetric, DefinedMetric } from '@daybook/domain';
import { readRows, type Connection, type Statement } from '../read-rows.js';

const DEFINED_METRICS: Statement = {
  name: 'defined-metrics',
  text: `
select t.definition::text as definition, t.mutation_id, (extract(epoch from t.recorded_at) * 1000)::float8 as recorded_ms
from metric_types t
where t.user_id = $1
order by t.code collate "C"`,
};

interface MetricTypeRow {
  readonly definition: string;
  readonly mutation_id: string;
  readonly recorded_ms: number;
}

export async function definedMetrics(connection: Connection, userId: string): Promise<DefinedMetric[]> {
  const rows = await readRows<MetricTypeRow>(connection, DEFINED_METRICS, [userId]);
  return rows.map(({ definition, mutation_id: mutationId, recorded_ms: recordedAt }) => {
    return { metric: JSON.parse(definition) as CustomMetric, mutationId, recordedAt };
  });
}

import type { SourceOrder, SubjectState } from '@daybook/domain';
import { definedMetrics } from '../metric-types/defined-metrics.js';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import { differenceOf, type Difference } from './difference.js';

const SOURCE_ORDER: Statement = {
  name: 'verify-source-order',
  text: `
select o.sources, o.mutation_id as "mutationId", o.revision::float8 as revision,
  (extract(epoch from o.updated_at) * 1000)::float8 as "updatedAt"
from source_orders o where o.user_id = $1`,
};

/** What the subject has set: metrics of their own and the order of sources. */
export async function* compareSettings(
  connection: Connection,
  userId: string,
  { metrics, sourceOrder }: SubjectState,
): AsyncGenerator<Difference> {
  const defined = new Map(
    (await definedMetrics(connection, userId)).map((found) => [found.metric.code, found]),
  );
  for (const code of new Set([...defined.keys(), ...metrics.keys()])) {
    yield* differenceOf('metric_types', code, defined.get(code) ?? null, metrics.get(code) ?? null);
  }
  const [found] = await readRows<SourceOrder & Record<string, unknown>>(connection, SOURCE_ORDER, [userId]);
  yield* differenceOf('source_orders', '', found ? { ...found } : null, sourceOrder);
}

import type { Pool } from 'pg';
import { COMMIT_OF_EVENT } from '../commit-of-event.js';
import { readRows, type Statement } from '../read-rows.js';

/**
 * The first event that the auditors' order still holds back. Told from the log, not from the sessions of the server:
 * of those the API's role sees only its own, and a prepared transaction has none. One probe of the index.
 */
const OLDEST_WITHHELD: Statement = {
  name: 'audit-lag',
  text: `
select (extract(epoch from clock_timestamp() - c.recorded_at))::float8 as seconds
from (
  select o.user_id, o.version from events o
  where o.txid >= pg_snapshot_xmin(pg_current_snapshot())
  order by o.txid, o.position limit 1
) e ${COMMIT_OF_EVENT}`,
};

/**
 * How far the order over all subjects lags: for how many seconds its next event has been in the log without being
 * shown, because an older transaction is still writing somewhere in the server. 0 if nothing is held back.
 */
export async function auditLagSeconds(pool: Pool): Promise<number> {
  const [oldest] = await readRows<{ seconds: number }>(pool, OLDEST_WITHHELD, []);
  return Math.max(0, oldest?.seconds ?? 0);
}

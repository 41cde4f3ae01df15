import type { Pool } from 'pg';
import { NEW_EPOCHS } from './new-epoch.js';

/**
 * What the database says of itself. Any role may ask (PostgreSQL 15 and 18). The system identifier is another after
 * a restore into a new cluster, the timeline after a recovery to a point in time or a failover. A data directory
 * that was copied back file by file has the same of both: only `daybook migrate --new-epoch` knows of that.
 */
const IDENTITY = `
select s.system_identifier, c.timeline_id as timeline
from pg_control_system() s, pg_control_checkpoint() c`;

const SEE_FIRST = `
insert into installation (system_identifier, timeline)
select i.system_identifier, i.timeline from (${IDENTITY}) i
on conflict (id) do nothing
returning true as seen`;

const SEE_AGAIN = `
update installation n set system_identifier = i.system_identifier, timeline = i.timeline, seen_at = now()
from (${IDENTITY}) i
where (n.system_identifier, n.timeline) <> (i.system_identifier, i.timeline)
returning true as seen`;

const IS_RESTORED = `
select exists (
  select from installation n, (${IDENTITY}) i
  where (n.system_identifier, n.timeline) <> (i.system_identifier, i.timeline)
) as restored`;

export type Adoption = 'first_seen' | 'unchanged' | 'restored';

/**
 * Compares the database with the one that was last seen, and after a restore gives every stream a new epoch: all
 * cursors of the lost history expire. One transaction; of several servers that start together the first one does it.
 *
 * @param ownerPool connections of the owner: the API's role may only read `installation`
 */
export async function adoptInstallation(ownerPool: Pool): Promise<Adoption> {
  const client = await ownerPool.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    const first = await client.query(SEE_FIRST);
    const again = await client.query(SEE_AGAIN);
    if (again.rowCount) await client.query(NEW_EPOCHS);
    await client.query('commit');
    client.release();
    if (first.rowCount) return 'first_seen';
    return again.rowCount ? 'restored' : 'unchanged';
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Whether the database is not the one that was last seen; for a server that has only the API's role. */
export async function isRestored(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ restored: boolean }>(IS_RESTORED);
  return rows[0]?.restored === true;
}

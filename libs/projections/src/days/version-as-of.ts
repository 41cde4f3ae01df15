import { SETTLED_AFTER_MS } from '@daybook/contract';
import { UnknownSubject } from '@daybook/event-log';
import { readRows, type Connection, type Statement } from '../read-rows.js';

/** The last version that had been recorded at an instant, and where the log stands now. */
export interface VersionAsOf {
  readonly version: number;
  readonly settled: boolean;
  readonly epoch: string;
  readonly seq: number;
}

/**
 * `recorded_at` never goes back within a subject, so the version is found by halving: a million commits take twenty
 * probes of the primary key, in one statement. `low` and `high` are always the ends of commits.
 */
const VERSION_AS_OF: Statement = {
  name: 'version-as-of',
  text: `
with recursive search(low, high) as (
  select 0::bigint, s.version from user_streams s where s.user_id = $1
  union all
  select case when c.recorded_at <= $2 then c.last_version else s.low end,
    case when c.recorded_at <= $2 then s.high else c.first_version - 1 end
  from search s cross join lateral (
    select k.first_version, k.last_version, k.recorded_at from commits k
    where k.user_id = $1 and k.last_version >= (s.low + s.high + 1) / 2
    order by k.last_version limit 1
  ) c
  where s.low < s.high
)
select f.low::float8 as version, u.epoch, u.seq::float8 as seq,
  (extract(epoch from clock_timestamp() - $2) * 1000)::float8 as age_ms
from search f, user_streams u
where f.low = f.high and u.user_id = $1`,
};

interface VersionRow {
  readonly version: number;
  readonly epoch: string;
  readonly seq: number;
  readonly age_ms: number;
}

/** The age is taken by the database's clock, which also bounds `recorded_at`. @throws UnknownSubject */
export async function versionAsOf(
  connection: Connection,
  userId: string,
  asOf: number,
): Promise<VersionAsOf> {
  const values = [userId, new Date(asOf).toISOString()];
  const [row] = await readRows<VersionRow>(connection, VERSION_AS_OF, values);
  if (!row) throw new UnknownSubject(userId);
  return { version: row.version, settled: row.age_ms >= SETTLED_AFTER_MS, epoch: row.epoch, seq: row.seq };
}

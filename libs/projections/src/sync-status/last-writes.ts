import { utcText } from '../utc-text.js';
import { readRows, type Connection, type Statement } from '../read-rows.js';

/** When each device and each source wrote last (UTC), as far as `version` of the log's incarnation `epoch`. */
export interface LastWrites {
  readonly epoch: string;
  readonly version: number;
  readonly devices: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
}

/** How many events one statement looks at: about 20 ms. */
const SLICE_VERSIONS = 20_000;

/** Commits and events are keyed by version, so a slice of either is a range of its primary key. */
const LAST_WRITES: Statement = {
  name: 'last-writes',
  text: `
select 'device' as kind, k.device_id::text as name, ${utcText('max(k.recorded_at)')} as at
from commits k
where k.user_id = $1 and k.last_version > $2 and k.last_version <= $3 and k.device_id is not null
group by k.device_id
union all
select 'source', x.source, ${utcText('k.recorded_at')}
from (
  select e.source, max(e.version) as version
  from events e
  where e.user_id = $1 and e.version > $2 and e.version <= $3 and e.source is not null
  group by e.source
) x cross join lateral (
  select c.recorded_at from commits c
  where c.user_id = $1 and c.last_version >= x.version order by c.last_version limit 1
) k`,
};

interface LastWriteRow {
  readonly kind: 'device' | 'source';
  readonly name: string;
  readonly at: string;
}

/** Goes on from what is known to `version`; what is known of another incarnation is worth nothing. */
export async function lastWrites(
  connection: Connection,
  userId: string,
  known: LastWrites | undefined,
  { epoch, version }: { readonly epoch: string; readonly version: number },
): Promise<LastWrites> {
  const usable = known?.epoch === epoch && known.version <= version ? known : undefined;
  const devices = { ...usable?.devices };
  const sources = { ...usable?.sources };
  for (let from = usable?.version ?? 0; from < version; from += SLICE_VERSIONS) {
    const to = Math.min(version, from + SLICE_VERSIONS);
    for (const { kind, name, at } of await readRows<LastWriteRow>(connection, LAST_WRITES, [
      userId,
      from,
      to,
    ])) {
      (kind === 'device' ? devices : sources)[name] = at;
    }
  }
  return { epoch, version, devices, sources };
}

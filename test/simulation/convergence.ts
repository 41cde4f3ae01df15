import type { SnapshotLine, SyncStatus } from '@daybook/contract';
import type pg from 'pg';
import type { SimulatedDevice } from './simulated-device.js';

/** What was promised to whoever wished something: `key` is set as soon as the app said that it is kept. */
export interface Made {
  readonly device: SimulatedDevice;
  readonly words: string;
  key: string | null;
}

/** The server at the end of a history, and how to look into its log. */
export interface Witness {
  readonly url: string;
  readonly token: string;
  readonly subject: string;
  readonly owner: pg.Pool;
}

/** What the server says at the end. */
interface Truth {
  readonly status: SyncStatus;
  /** Revision and data, by entity and id. */
  readonly rows: ReadonlyMap<string, string>;
  /** The mutation ids in the log, in their order, with the value that each wrote. */
  readonly log: ReadonlyMap<string, number | null>;
}

/** What of the end of a history is not as it was promised. Empty is the only good answer. */
export async function broken(
  devices: readonly SimulatedDevice[],
  made: readonly Made[],
  witness: Witness,
): Promise<string[]> {
  const truth = await askServer(witness);
  const faults: string[] = [];
  for (const device of devices) {
    const found = [
      ...device.alarms,
      ...(await differencesFrom(truth, device)),
      ...flickers(device, truth.log),
      ...losses(device, truth.log),
    ];
    faults.push(...found.map((fault) => `${device.name}: ${fault}`));
  }
  for (const { device, words, key } of made) {
    if (key !== null && !device.ledger.knows(key)) faults.push(`${device.name}: never kept: ${words}`);
  }
  return faults;
}

async function askServer({ url, token, subject, owner }: Witness): Promise<Truth> {
  const headers = { authorization: `Bearer ${token}` };
  const status = (await (await fetch(`${url}/api/sync/status`, { headers })).json()) as SyncStatus;
  const snapshot = await (await fetch(`${url}/api/snapshot`, { headers })).text();
  const { rows: log } = await owner.query<{ mutation_id: string; value: number | null }>(
    'select mutation_id, value::float8 as value from events where user_id = $1 order by mutation_id',
    [subject],
  );
  return {
    status,
    rows: rowsOf(snapshot),
    log: new Map(log.map(({ mutation_id, value }) => [mutation_id, value])),
  };
}

function rowsOf(snapshot: string): Map<string, string> {
  const lines = snapshot
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SnapshotLine);
  const rows = lines.flatMap((line) => ('entity' in line ? [line] : []));
  return new Map(
    rows.map(({ entity, id, revision, data }) => [`${entity}|${id}`, JSON.stringify([revision, data])]),
  );
}

/** The replica, row for row, digest for digest, and where it stands. */
async function differencesFrom({ rows, status }: Truth, device: SimulatedDevice): Promise<string[]> {
  const disk = await device.disk();
  const { meta, replica } = await disk.read(async (reader) => {
    const entities = ['measurement', 'daily_aggregate', 'metric_type'];
    const found = await Promise.all(entities.map((entity) => reader.rowsOfDays(entity, '', '9999')));
    return { meta: await reader.meta(), replica: found.flat() };
  });
  const mine = new Map(
    replica.map((row) => [`${row.entity}|${row.id}`, JSON.stringify([row.revision, row.data])]),
  );
  const rowFaults = [...new Set([...rows.keys(), ...mine.keys()])]
    .filter((key) => rows.get(key) !== mine.get(key))
    .map((key) => `${key} is ${mine.get(key)}, on the server ${rows.get(key)}`);
  const digestFaults = Object.entries(status.digests)
    .filter(([entity, digest]) => digest !== (meta?.digests[entity] ?? '0'.repeat(16)))
    .map(([entity, digest]) => `digest of ${entity} is ${meta?.digests[entity]}, on the server ${digest}`);
  const seqFaults = meta?.seq === status.seq ? [] : [`stands at ${meta?.seq}, the server at ${status.seq}`];
  return [...rowFaults, ...digestFaults, ...seqFaults];
}

/** Each value of steps is written once, so a value names its mutation, and a device may only see ever newer ones. */
function flickers({ seen }: SimulatedDevice, log: Truth['log']): string[] {
  const rank = new Map([...log.values()].map((value, index) => [value, index]));
  const faults: string[] = [];
  for (const [day, values] of seen) {
    values.reduce((newest, value) => {
      const at = rank.get(value) ?? newest;
      if (at < newest) faults.push(`${day} fell back to ${value} (shown: ${values.join(', ')})`);
      return Math.max(newest, at);
    }, -1);
  }
  return faults;
}

/**
 * Everything that was kept leaves the outbox, and only for the log, or unsent for something newer of the same record;
 * and what was acknowledged is in the log.
 */
function losses({ ledger, told }: SimulatedDevice, log: Truth['log']): string[] {
  const gone = ledger.departed.flatMap(({ mutation: { item, naming, key }, replacedBy }) => {
    if (log.has(item.id)) return [];
    if (replacedBy === null) return [`left the outbox, but not for the log: ${key}`];
    return naming === 'sealed' ? [`replaced although it was sent: ${key}`] : [];
  });
  const stuck = ledger.held.map(({ key, state, problem }) => `still ${state}: ${key} (${problem?.code})`);
  const unlogged = told
    .filter(({ verdict: { status, id } }) => status !== 'rejected' && !log.has(id))
    .map(({ key }) => `acknowledged, but not in the log: ${key}`);
  return [...gone, ...stuck, ...unlogged];
}

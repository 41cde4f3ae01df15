import { EMPTY_DIGEST, type EntityChange, type SubjectState } from '@daybook/domain';
import { payloadOf } from '@daybook/event-log';
import type { Head } from '../head/read-head.query.js';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import { differenceOf, type Difference } from './difference.js';
import { digestsOf, entitiesOf } from './entities-of-state.js';

const SLICE_ROWS = 5_000;

/** Downwards: the first row of an entity that is met is its newest. */
const CHANGES: Statement = {
  name: 'verify-changes',
  text: `
select c.seq::float8 as seq, c.entity, c.entity_id as id, c.op, c.revision::float8 as revision, c.payload::text as payload
from change_log c
where c.user_id = $1 and c.seq < $2 order by c.seq desc limit ${SLICE_ROWS}`,
};

interface NewestChange {
  readonly op: string;
  readonly revision: number;
  readonly payload: string | null;
}

interface ChangeRow extends NewestChange {
  readonly seq: number;
  readonly entity: string;
  readonly id: string;
}

function newestChangeOf(change: EntityChange): NewestChange {
  return { op: change.op, revision: change.revision, payload: payloadOf(change) };
}

/** The newest row of each entity, its payload as text, and the digests of the head. */
export async function* compareFeed(
  connection: Connection,
  userId: string,
  state: SubjectState,
  head: Head,
): AsyncGenerator<Difference> {
  yield* compareDigests(head, state);
  const untold = new Map<string, EntityChange>();
  for (const change of entitiesOf(state)) untold.set(`${change.entity}/${change.id}`, change);
  const told = new Set<string>();
  for (let below = head.seq + 1; ;) {
    const rows = await readRows<ChangeRow>(connection, CHANGES, [userId, below]);
    for (const { seq, entity, id, op, revision, payload } of rows) {
      below = seq;
      const key = `${entity}/${id}`;
      if (told.has(key)) continue;
      told.add(key);
      const change = untold.get(key);
      untold.delete(key);
      // Of what the log does not know (any more) a tombstone is all that may be left.
      if (!change && op === 'delete') continue;
      yield* differenceOf(
        'change_log',
        key,
        { op, revision, payload },
        change ? newestChangeOf(change) : null,
      );
    }
    if (rows.length < SLICE_ROWS) break;
  }
  // A tombstone may have been compacted, or never been told: a retraction that came first.
  for (const [key, change] of untold) {
    if (change.op === 'upsert') yield* differenceOf('change_log', key, null, newestChangeOf(change));
  }
}

function* compareDigests({ digests }: Head, state: SubjectState): Generator<Difference> {
  const folded = digestsOf(state);
  for (const entity of new Set([...Object.keys(digests), ...Object.keys(folded)])) {
    const [found, expected] = [digests[entity] ?? EMPTY_DIGEST, folded[entity] ?? EMPTY_DIGEST];
    yield* differenceOf('user_streams', `digests/${entity}`, found, expected);
  }
}

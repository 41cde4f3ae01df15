import { UnknownSubject } from '@daybook/event-log';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import type { Head } from './read-head.query.js';

/** Two probes of primary keys: the oldest change is the first entry of the subject's part of the index. */
const READ_HEAD: Statement = {
  name: 'read-head',
  text: `
select s.seq::float8 as seq, s.version::float8 as version, s.epoch, s.floor::float8 as floor,
  s.digests::text as digests,
  (select c.seq from change_log c where c.user_id = s.user_id order by c.seq limit 1)::float8 as oldest_seq
from user_streams s
where s.user_id = $1`,
};

interface HeadRow {
  readonly seq: number;
  readonly version: number;
  readonly epoch: string;
  readonly floor: number;
  readonly digests: string;
  readonly oldest_seq: number | null;
}

/** @throws UnknownSubject */
export async function readHead(connection: Connection, userId: string): Promise<Head> {
  const [row] = await readRows<HeadRow>(connection, READ_HEAD, [userId]);
  if (!row) throw new UnknownSubject(userId);
  const { seq, version, epoch, floor, oldest_seq: oldestSeq } = row;
  const digests = JSON.parse(row.digests) as Record<string, string>;
  return { seq, version, epoch, floor, digests, oldestSeq };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createPool } from '@daybook/database';
import { openStream, verifyChain } from '@daybook/event-log';
import { verifyProjections } from '@daybook/projections';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { randomBatch, randomNumbers } from './random-batches.js';
import { originOf, startWriter, type Writer } from './writer.js';

const SUBJECTS = 6;
const CLIENTS = 12;
const BATCHES_PER_CLIENT = 40;
const SEED = Number(process.env['DAYBOOK_SEED'] ?? Date.now() % 1_000_000);

/** What a reader that never stops polling has seen. */
interface Tail {
  readonly seen: string[];
  stop(): Promise<void>;
}

function tail(poll: (seen: string[]) => Promise<void>): Tail {
  const seen: string[] = [];
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await poll(seen);
      await sleep(1);
    }
    await poll(seen);
  })();
  return {
    seen,
    stop: () => {
      stopping.abort();
      return loop;
    },
  };
}

function tailFeed(pool: Pool, userId: string): Tail {
  let cursor = 0;
  return tail(async (seen) => {
    const { rows } = await pool.query<{ seq: number }>(
      'select seq from change_log where user_id = $1 and seq > $2 order by seq limit 100',
      [userId, cursor],
    );
    for (const { seq } of rows) seen.push(String(seq));
    cursor = rows.at(-1)?.seq ?? cursor;
  });
}

const AUDIT_SQL = `select e.txid::text as txid, e.position, e.user_id, e.version from events e
  where (e.txid, e.position) > ($1::xid8, $2::bigint) and e.txid < pg_snapshot_xmin(pg_current_snapshot())
  order by e.txid, e.position limit 200`;

function tailAudit(pool: Pool): Tail {
  let cursor: [string, string | number] = ['0', 0];
  return tail(async (seen) => {
    const { rows } = await pool.query<{ txid: string; position: string; user_id: string; version: string }>(
      AUDIT_SQL,
      cursor,
    );
    for (const { user_id, version } of rows) seen.push(`${user_id}/${version}`);
    const last = rows.at(-1);
    if (last) cursor = [last.txid, last.position];
  });
}

describe(`two writer processes on shared subjects (DAYBOOK_SEED=${SEED})`, () => {
  let database: TestDatabase;
  let writers: Writer[];
  let readers: Pool;
  let users: string[];
  /** Acknowledged mutations that left an event, by subject. */
  const accepted = new Map<string, Set<string>>();
  let feeds: Tail[];
  let audit: Tail;

  beforeAll(async () => {
    database = await testDatabase();
    writers = [await startWriter(database.apiUrl), await startWriter(database.apiUrl)];
    readers = createPool(database.apiUrl, { max: 8, applicationName: 'daybook readers under test' });
    users = await Promise.all(Array.from({ length: SUBJECTS }, () => openStream(readers)));
    feeds = users.map((user) => tailFeed(readers, user));
    audit = tailAudit(readers);
    await Promise.all(Array.from({ length: CLIENTS }, (_, n) => runClient(n)));
    await Promise.all([...feeds.map((feed) => feed.stop()), audit.stop()]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(writers.map((writer) => writer.close()));
    await readers.end();
    await database.drop();
  });

  /** Sends batches to changing writers and subjects, every fourth one to both writers at the same moment. */
  async function runClient(n: number): Promise<void> {
    const random = randomNumbers(SEED + n);
    for (let b = 0; b < BATCHES_PER_CLIENT; b++) {
      const userId = users[random(SUBJECTS)] ?? '';
      const items = randomBatch(random, []);
      const [first, second] = random(2) === 0 ? writers : [...writers].reverse();
      const twice = b % 4 === 0 ? [first, second] : [first];
      const outcomes = await Promise.all(twice.map(async (writer) => writer?.send(originOf(userId), items)));
      const ids = accepted.get(userId) ?? new Set();
      accepted.set(userId, ids);
      const acknowledgements = items.map((_, i) => outcomes.map((outcome) => outcome?.verdicts[i]?.status));
      for (const [i, statuses] of acknowledgements.entries()) {
        const news = statuses.filter((status) => status !== 'duplicate' && status !== 'rejected');
        expect(news.length).toBeLessThanOrEqual(1);
        if (news.length === 1) ids.add(items[i]?.id ?? '');
      }
    }
  }

  it('keeps every acknowledged mutation in the log exactly once', async () => {
    for (const user of users) {
      const { rows } = await readers.query<{ mutation_id: string }>(
        'select mutation_id from events where user_id = $1',
        [user],
      );
      const logged = rows.map((row) => row.mutation_id);
      expect(new Set(logged).size).toBe(logged.length);
      expect(new Set(logged)).toEqual(accepted.get(user));
    }
  });

  it('numbers each stream and each feed without a gap', async () => {
    const { rows } = await readers.query<{
      user_id: string;
      version: string;
      seq: string;
      events: string;
      changes: string;
    }>(
      `select s.user_id, s.version, s.seq, (select count(*) from events e where e.user_id = s.user_id) as events,
         (select count(*) from change_log c where c.user_id = s.user_id) as changes from user_streams s`,
    );
    for (const { version, seq, events, changes } of rows) {
      expect(Number(events)).toBe(Number(version));
      expect(Number(changes)).toBe(Number(seq));
    }
  });

  it('shows every change to a reader that polls all the while, once and in order', async () => {
    for (const [i, feed] of feeds.entries()) {
      const head = await readers.query<{ seq: string }>('select seq from user_streams where user_id = $1', [
        users[i],
      ]);
      const last = Number(head.rows[0]?.seq);
      expect(feed.seen).toEqual(Array.from({ length: last }, (_, n) => String(n + 1)));
    }
  });

  it('shows every event to an auditor that polls all the while, once, and each subject in the order of versions', () => {
    const versions = new Map<string, number[]>();
    for (const seen of audit.seen) {
      const [user = '', version] = seen.split('/');
      versions.set(user, [...(versions.get(user) ?? []), Number(version)]);
    }
    for (const user of users) {
      const count = accepted.get(user)?.size ?? 0;
      expect(versions.get(user) ?? []).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    }
  });

  it('leaves projections that equal the fold of the log', async () => {
    for (const user of users) expect((await verifyProjections(readers, user)).differences).toEqual([]);
  });

  it('leaves every chain intact', async () => {
    for (const user of users) expect((await verifyChain(readers, user)).fault).toBeNull();
  });
});

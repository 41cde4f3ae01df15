import pg, { type Pool } from 'pg';
import { createPool } from '@daybook/database';
import { openStream } from '@daybook/event-log';
import { emptyTestDatabase, testDatabase, type TestDatabase } from '@daybook/testing';
import { randomBatch, randomNumbers } from './random-batches.js';
import { originOf, startWriter, type Writer } from './writer.js';

describe('a writing transaction that a stranger holds open in another database of the server', () => {
  let database: TestDatabase;
  let strangers: TestDatabase;
  let stranger: pg.Client;
  let writer: Writer;
  let readers: Pool;
  let user: string;

  beforeAll(async () => {
    [database, strangers] = await Promise.all([testDatabase(), emptyTestDatabase()]);
    writer = await startWriter(database.apiUrl);
    readers = createPool(database.apiUrl, { max: 2, applicationName: 'daybook readers under test' });
    user = await openStream(readers);
    stranger = new pg.Client({ connectionString: strangers.ownerUrl });
    await stranger.connect();
    await stranger.query('create table notes (text text)');
    await stranger.query('begin');
    await stranger.query("insert into notes values ('not committed')");
  });

  afterAll(async () => {
    await Promise.all([stranger.end(), writer.close(), readers.end()]);
    await Promise.all([database.drop(), strangers.drop()]);
  });

  async function auditable(): Promise<number> {
    const { rows } = await readers.query(
      'select 1 from events where user_id = $1 and txid < pg_snapshot_xmin(pg_current_snapshot())',
      [user],
    );
    return rows.length;
  }

  it("delays no subject's feed, only the auditors' global order, and that only until it ends", async () => {
    const items = randomBatch(randomNumbers(7), []);
    const outcome = await writer.send(originOf(user), items);
    const { rows } = await readers.query('select seq from change_log where user_id = $1 order by seq', [
      user,
    ]);
    expect(rows).toHaveLength(outcome.seq);
    expect(outcome.seq).toBeGreaterThan(0);
    expect(await auditable()).toBe(0);
    await stranger.query('commit');
    const { rows: events } = await readers.query('select 1 from events where user_id = $1', [user]);
    // Other specs hold transactions on the same server, too.
    while ((await auditable()) < events.length) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await auditable()).toBe(events.length);
  });
});

import type { Pool } from 'pg';
import { createPool } from '@daybook/database';
import { openStream } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import type { Finding, Patient } from './check.js';
import { SERVER_CHECKS } from './server-checks.js';

describe('the doctor’s look at the clocks', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await testDatabase();
    pool = createPool(database.apiUrl, { max: 1, applicationName: 'daybook spec' });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function look(): Promise<Finding | undefined> {
    const check = SERVER_CHECKS.find(({ name }) => name === 'clock');
    return check?.look({ pool } as Patient);
  }

  it('is content with an empty log, and with one that ends now', async () => {
    expect(await look()).toMatchObject({ state: 'ok' });
    await openStream(pool);
    expect(await look()).toMatchObject({ state: 'ok' });
  });

  it('tells that PostgreSQL’s clock is behind the newest commit, which stops the writers', async () => {
    await pool.query("update user_streams set last_recorded_at = now() + interval '1 minute'");
    const finding = await look();
    expect(finding).toMatchObject({ state: 'problem' });
    expect(finding?.detail).toContain('behind the newest commit');
  });
});

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '@daybook/database';
import { openStream } from '@daybook/event-log';
import { testDatabase } from '@daybook/testing';
import { programUnderTest } from './support/program-under-test.js';

const program = programUnderTest();

/** Takes the next command's hold on the database away as soon as it has one, so that it cannot let go of it. */
async function loseHold(): Promise<void> {
  const holds = `${program.folder}/.daybook/holds`;
  for (;;) {
    const [hold] = existsSync(holds) ? readdirSync(holds) : [];
    if (hold !== undefined) {
      rmSync(`${holds}/${hold}`);
      return;
    }
    await sleep(5);
  }
}

describe('the doctor', () => {
  it('has said what it found when the database cannot be closed', async () => {
    expect((await program.run(['migrate'])).code).toBe(0);
    const [ended] = await Promise.all([program.run(['doctor', '--json']), loseHold()]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('ENOENT');
    // The server still runs; who lets go of it next stops it.
    expect((await program.run(['doctor', '--json'])).code).toBe(0);
    expect(existsSync(`${program.folder}/.daybook/postgres/data/postmaster.pid`)).toBe(false);
  });

  it('warns of a transaction of another role that has kept events from the auditors for a minute', async () => {
    const database = await testDatabase();
    const owner = createPool(database.ownerUrl, { max: 1, applicationName: 'daybook spec' });
    const stranger = createPool(database.apiUrl, { max: 1, applicationName: 'daybook spec' });
    try {
      const open = await stranger.connect();
      await open.query('begin');
      await open.query('select pg_current_xact_id()');
      const userId = await openStream(owner);
      await owner.query(
        `insert into commits (user_id, commit_id, first_version, last_version, recorded_at, content_hash, hash)
           values ($1, gen_random_uuid(), 1, 1, now() - interval '2 minutes', '', '')`,
        [userId],
      );
      await owner.query(
        `insert into events (user_id, version, type, schema_version) values ($1, 1, 'MeasurementRecorded', 1)`,
        [userId],
      );
      const ended = await program.run(['doctor', '--json'], {
        DATABASE_URL: database.apiUrl,
        DAYBOOK_OWNER_URL: database.ownerUrl,
      });
      open.release(true);
      const { checks } = JSON.parse(ended.stdout) as {
        checks: { name: string; state: string; detail: string }[];
      };
      const horizon = checks.find(({ name }) => name === "auditors' horizon");
      expect(horizon).toMatchObject({
        state: 'warning',
        detail: expect.stringContaining('for 2 min') as string,
      });
    } finally {
      await Promise.all([owner.end(), stranger.end()]);
      await database.drop();
    }
  });
});

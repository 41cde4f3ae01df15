import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateToLatest } from '@daybook/database';
import { apiRoleGrants, migrations } from '@daybook/migrations';
import type pg from 'pg';
import { addressOf, asAdmin, testServer, type TestServer } from './test-server.js';

const LEAVE_WITHIN_MS = 1_000;
const LEAVE_LOOK_MS = 20;

/** A database for one spec file. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly apiUrl: string;
  readonly apiRole: string;
  /** Removes the database, closing what is still connected to it. */
  drop(): Promise<void>;
}

/** A new database with every migration applied: a copy of one that is migrated once per run. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const template = `${server.prefix}_template`;
  await asAdmin(server, async (admin) => {
    const { rows } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rows.length === 0) await makeTemplate(admin, server, template);
  });
  return createDatabase(server, template);
}

/** A new database with nothing in it. */
export async function emptyTestDatabase(): Promise<TestDatabase> {
  return createDatabase(await testServer(), 'template0');
}

/** It gets its name when it is complete, so that a worker that dies halfway leaves nothing that looks ready. */
async function makeTemplate(admin: pg.Client, server: TestServer, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished} owner ${server.owner.name} template template0`);
  await migrateToLatest(addressOf(server, unfinished, server.owner), {
    migrations,
    apiRole: server.api.name,
    grants: apiRoleGrants,
  });
  await admin.query(`alter database ${unfinished} rename to ${template}`);
}

async function createDatabase(server: TestServer, template: string): Promise<TestDatabase> {
  const name = `${server.prefix}_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, (admin) =>
    admin.query(`create database ${name} owner ${server.owner.name} template ${template}`),
  );
  return {
    ownerUrl: addressOf(server, name, server.owner),
    apiUrl: addressOf(server, name, server.api),
    apiRole: server.api.name,
    drop: () =>
      asAdmin(server, async (admin) => {
        await sessionsToLeave(admin, name);
        await admin.query(`drop database ${name} with (force)`);
      }),
  };
}

/**
 * Gives sessions that are being closed a moment to be gone: a pool has ended before its sessions have, and one that is
 * terminated in between reports that to nobody. Sessions of servers that a spec has killed stay, and are closed.
 */
async function sessionsToLeave(admin: pg.Client, database: string): Promise<void> {
  const until = performance.now() + LEAVE_WITHIN_MS;
  const connected = 'select from pg_stat_activity where datname = $1';
  while (performance.now() < until) {
    const { rowCount } = await admin.query(connected, [database]);
    if (rowCount === 0) return;
    await sleep(LEAVE_LOOK_MS);
  }
}

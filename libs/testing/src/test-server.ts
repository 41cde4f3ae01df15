import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startEmbeddedPostgres } from '@daybook/database';
import pg from 'pg';

/** The PostgreSQL that all specs of a run share, with the two roles of Daybook. */
export interface TestServer {
  /** May make databases and roles. */
  readonly adminUrl: string;
  readonly owner: TestRole;
  readonly api: TestRole;
  /** Begins the name of everything this run makes: on a shared server another run may be going on. */
  readonly prefix: string;
}

export interface TestRole {
  readonly name: string;
  readonly password: string;
}

/** Nothing here outlives the run, so nothing has to reach the disk. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** "test" in ASCII; workers take turns at making what they share. */
const SETUP_LOCK = 0x74657374;

/**
 * The server of DATABASE_URL if that is set (its role must be allowed to make databases and roles), else an embedded
 * one in the run's folder, which the first worker starts and the others adopt. The run's end stops it, not a worker.
 */
export async function testServer(): Promise<TestServer> {
  const run = process.env['DAYBOOK_TEST_RUN'];
  if (run === undefined)
    throw new Error('specs with a database run under jest.config.js, which names the run');
  const prefix = basename(run).replaceAll('-', '_');
  const shared = process.env['DATABASE_URL'];
  if (shared !== undefined && shared !== '') return sharedServer(shared, run, prefix);

  const server = await startEmbeddedPostgres({ dataDir: run, settings: FORGETFUL });
  return { adminUrl: server.adminUrl, owner: roleOf(server.ownerUrl), api: roleOf(server.apiUrl), prefix };
}

async function sharedServer(adminUrl: string, run: string, prefix: string): Promise<TestServer> {
  const { hostname, username } = new URL(adminUrl);
  if (hostname === '' || username === '')
    throw new Error('DATABASE_URL of a test run needs a user and a host');
  writeFileSync(join(run, 'shared-server'), prefix);
  const server = {
    adminUrl,
    owner: { name: `${prefix}_owner`, password: prefix },
    api: { name: `${prefix}_api`, password: prefix },
    prefix,
  };
  await asAdmin(server, async (admin) => {
    const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles');
    for (const { name, password } of [server.owner, server.api]) {
      if (rows.some((row) => row.rolname === name)) continue;
      await admin.query(`create role ${name} login password '${password}'`);
      await admin.query(`grant ${name} to current_user`);
    }
  });
  return server;
}

/** The address of a database of the server for a role, whatever address the server was given by. */
export function addressOf(server: TestServer, database: string, role: TestRole): string {
  const url = new URL(server.adminUrl);
  url.username = role.name;
  url.password = role.password;
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs `work` with the server's administrator while no other worker does. */
export async function asAdmin<Result>(
  { adminUrl }: Pick<TestServer, 'adminUrl'>,
  work: (admin: pg.Client) => Promise<Result>,
): Promise<Result> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function roleOf(url: string): TestRole {
  const { username, password } = new URL(url);
  return { name: username, password };
}

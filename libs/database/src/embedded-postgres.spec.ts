import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { openDatabase } from './open-database.js';
import { waitForDatabase } from './wait-for-database.js';

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  // A folder that only its owner may enter: what a checkout below /root is for the server's account.
  const closed = mkdtempSync(join(tmpdir(), 'daybook-launcher-'));
  const dataDir = join(closed, 'data');
  const running: EmbeddedPostgres[] = [];

  const start = async (): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir });
    running.push(server);
    return server;
  };
  const stopAll = async () => {
    for (const server of running.splice(0)) await server.stop();
  };
  const postmaster = () =>
    Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

  beforeAll(() => {
    chmodSync(closed, 0o700);
  });
  afterEach(stopAll);
  afterAll(() => {
    rmSync(closed, { recursive: true, force: true });
  });

  it('is made once when several start it at the same time', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(new Set(servers.map((server) => server.apiUrl)).size).toBe(1);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('.postgres-'))).toEqual([]);
  });

  it('has an owner of the database and a plain role for the API', async () => {
    const { ownerUrl, apiUrl } = await start();
    const roles = await query(
      apiUrl,
      `select rolname, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as powerful from pg_roles
       where rolname like 'daybook_%' order by rolname`,
    );
    expect(roles).toEqual([
      { rolname: 'daybook_api', powerful: false },
      { rolname: 'daybook_owner', powerful: false },
    ]);
    await query(ownerUrl, 'create table kept (id integer)');
    await expect(query(apiUrl, 'create table refused (id integer)')).rejects.toThrow('permission denied');
    expect(
      await query(
        apiUrl,
        'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()',
      ),
    ).toEqual([{ owner: 'daybook_owner' }]);
  });

  it('lets nobody in without the password, which only its user can read', async () => {
    const { ownerUrl, apiUrl } = await start();
    const stranger = new URL(ownerUrl);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(dataDir, 'postgres/secrets.json')).mode & 0o777).toBe(0o600);
    expect(new URL(ownerUrl).password).not.toBe(new URL(apiUrl).password);
  });

  it('listens on the loopback address alone, with its settings', async () => {
    const { adminUrl } = await start();
    const names = [
      'listen_addresses',
      'unix_socket_directories',
      'jit',
      'max_wal_size',
      'idle_in_transaction_session_timeout',
    ];
    const [settings] = await query(
      adminUrl,
      `select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`,
    );
    expect(settings).toEqual({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      jit: 'off',
      max_wal_size: '4GB',
      idle_in_transaction_session_timeout: '1min',
    });
  });

  it('keeps its data, its passwords and its port over a restart', async () => {
    const first = await start();
    await stopAll();
    await expect(query(first.ownerUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const second = await start();
    expect(second).toMatchObject({ ownerUrl: first.ownerUrl, apiUrl: first.apiUrl, adopted: false });
    expect(await query(second.ownerUrl, 'select id from kept')).toEqual([]);
  });

  it('runs until the last of its users lets go, whoever started it', async () => {
    const first = await start();
    const second = await start();
    expect([first.adopted, second.adopted]).toEqual([false, true]);
    await first.stop();
    expect(await query(second.apiUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    await second.stop();
    await expect(query(second.apiUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
    expect(readdirSync(join(dataDir, 'holds'))).toEqual([]);
  });

  it('comes back within seconds after the server was killed', async () => {
    const { ownerUrl } = await start();
    await query(ownerUrl, 'insert into kept values (7)');
    process.kill(postmaster(), 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.ownerUrl, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  it('is taken over from a process that died without letting go', async () => {
    const first = await start();
    writeFileSync(join(dataDir, 'holds', `${process.pid}-1-${randomUUID()}`), '');
    writeFileSync(join(dataDir, 'holds', `4194304-1-${randomUUID()}.leaving`), '');
    const second = await start();
    expect(second.adopted).toBe(true);
    await stopAll();
    await expect(query(first.apiUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('takes another port when its own is in use', async () => {
    const before = new URL((await start()).apiUrl).port;
    await stopAll();
    const squatter = createServer().listen(Number(before), '127.0.0.1');
    await once(squatter, 'listening');
    const now = await start();
    await new Promise((resolve) => squatter.close(resolve));
    expect(new URL(now.apiUrl).port).not.toBe(before);
    expect(await query(now.apiUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses the data of another major version with a sentence', async () => {
    const file = join(dataDir, 'postgres/data/PG_VERSION');
    const version = readFileSync(file, 'utf8');
    writeFileSync(file, '12\n');
    await expect(start()).rejects.toThrow('was made by PostgreSQL 12');
    writeFileSync(file, version);
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
  });

  it('serves where no DATABASE_URL is set, which always wins', async () => {
    const embedded = await openDatabase({ dataDir });
    const configured = await openDatabase({
      databaseUrl: embedded.apiUrl,
      ownerUrl: embedded.ownerUrl,
      dataDir: 'unused',
    });
    expect(embedded).toMatchObject({ embedded: true, apiRole: 'daybook_api' });
    expect(configured).toMatchObject({
      embedded: false,
      apiRole: 'daybook_api',
      ownerUrl: embedded.ownerUrl,
    });
    expect(existsSync('unused')).toBe(false);
    await configured.close();
    expect(await query(embedded.apiUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.close();
  });

  it('is waited for, but not after a refusal that will stay', async () => {
    const { apiUrl } = await start();
    await stopAll();
    const waiting = waitForDatabase(apiUrl, 20_000);
    await start();
    expect(await waiting).toBe('daybook_api');
    const stranger = new URL(apiUrl);
    stranger.password = 'guess';
    await expect(waitForDatabase(stranger.href, 20_000)).rejects.toThrow(
      /password authentication failed.*Correct the user and the password in DATABASE_URL/,
    );
    const misspelt = new URL(apiUrl);
    misspelt.pathname = '/dairybook';
    await expect(waitForDatabase(misspelt.href, 20_000)).rejects.toThrow(
      /database "dairybook" does not exist\. Create it/,
    );
    await stopAll();
    const places: string[] = [];
    await expect(waitForDatabase(apiUrl, 3_000, (place) => places.push(place))).rejects.toThrow(
      /The database cannot be used: connect ECONNREFUSED.*See that PostgreSQL runs and listens at 127\.0\.0\.1/,
    );
    expect(places).toEqual([`127.0.0.1:${misspelt.port}/daybook`]);
  });
});

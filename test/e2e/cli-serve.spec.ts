import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { WireDay } from '@daybook/contract';
import { emptyTestDatabase } from '@daybook/testing';
import { DaybookProgram, emptyFolder, inheritedVariables, type Serving } from './support/daybook-program.js';
import { programUnderTest } from './support/program-under-test.js';

/** What an init system grants before it kills. */
const STOP_LIMIT_MS = 10_000;

const shell = promisify(execFile);

/** Runs the line that a server prints to try it out, as it is. The README does not ask for curl. */
function paste({ ready }: Serving): Promise<{ stdout: string }> {
  const PATH = [process.env['PATH'], resolve('test/e2e/support/bin')].join(delimiter);
  return shell('sh', ['-c', ready['curl'] ?? ''], { env: { ...process.env, PATH } });
}

const program = programUnderTest({ DAYBOOK_LOG_LEVEL: 'silent' });

function get(url: string, token: string): Promise<Response> {
  return fetch(url, { headers: { authorization: `Bearer ${token}` } });
}

describe('the first start in an empty folder', () => {
  let server: Serving;

  beforeAll(async () => {
    server = await program.serve(['--port', '0']);
  });

  afterAll(async () => {
    await server.stop();
  });

  it('answers when it says that it is ready', async () => {
    const answer = await fetch(`${server.url}/health/ready`);
    expect(answer.status).toBe(200);
  });

  it('prints a line that records a measurement and shows the day when it is pasted', async () => {
    const { stdout } = await paste(server);
    const [batch = '', day = ''] = stdout.trim().split('\n');
    expect(JSON.parse(batch)).toMatchObject({ counts: { created: 1, rejected: 0 } });
    const { items } = JSON.parse(day) as { items: WireDay[] };
    expect(items).toMatchObject([{ type: 'dietary_water', value: 250 }]);
    const again = await paste(server);
    expect(JSON.parse(again.stdout.split('\n')[0] ?? '')).toMatchObject({ counts: { duplicate: 1 } });
  });

  it('prints a link that signs a browser in, once', async () => {
    const link = server.ready['link'] ?? '';
    const first = await fetch(link, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toContain('HttpOnly');
    const second = await fetch(link, { redirect: 'manual' });
    expect(second.status).toBe(401);
  });

  it('shares its database with commands and with a second server', async () => {
    const { token, subject } = await program.value<Record<string, string>>(
      'token',
      'create',
      '--role',
      'subject',
    );
    const other = await program.serve(['--port', '0']);
    expect(other.ready['token']).toBeUndefined();
    for (const { url } of [server, other]) {
      const answer = await get(`${url}/api/subjects`, token ?? '');
      expect(answer.status).toBe(200);
      expect(JSON.stringify(await answer.json())).toContain(subject);
    }
    expect((await other.stop('SIGINT')).code).toBe(0);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('says which port is in use, and ends with 2', async () => {
    const { port } = new URL(server.url);
    const ended = await program.run(['serve', '--port', port], { DAYBOOK_LOG_LEVEL: 'info' });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`Port ${port} of 127.0.0.1 is in use`);
    // Once is enough, and in words.
    expect(ended.stdout + ended.stderr).not.toContain('EADDRINUSE');
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('ends with 0 in time when it is told to, and takes its PostgreSQL with it', async () => {
    const ended = await server.stop();
    expect(ended.code).toBe(0);
    expect(ended.tookMs).toBeLessThan(STOP_LIMIT_MS);
    expect(existsSync(`${program.folder}/.daybook/postgres/data/postmaster.pid`)).toBe(false);
    const next = await program.serve(['--port', '0']);
    expect(next.ready['token']).toBeUndefined();
    const hint = /Another sign-in link:\n {2}(.*)\n/.exec(next.stderr())?.[1] ?? '';
    expect(hint).toContain(`--subject ${server.ready['subject'] ?? ''} --link`);
    const { stdout } = await shell('sh', ['-c', hint], { cwd: program.folder, env: inheritedVariables() });
    const link = /http\S+sign-in\S+/.exec(stdout)?.[0] ?? '';
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    const found = await program.value<unknown[]>('token', 'list');
    expect(found.length).toBeGreaterThan(1);
    expect((await next.stop()).code).toBe(0);
  });
});

describe('a PostgreSQL that is killed under its server', () => {
  let place: ReturnType<typeof emptyFolder>;
  let server: Serving;
  const cluster = () => `${place.path}/.daybook/postgres`;
  const killPostgres = () => {
    const [pid] = readFileSync(`${cluster()}/data/postmaster.pid`, 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
  };

  beforeEach(async () => {
    place = emptyFolder();
    const inPlace = new DaybookProgram(place.path, { DAYBOOK_LOG_LEVEL: 'silent' });
    server = await inPlace.serve(['--port', '0']);
  });
  afterEach(async () => {
    await server.stop();
    place.remove();
  });

  it('is started again, keeps what was acknowledged, and is stopped with the server', async () => {
    await paste(server);
    killPostgres();
    while (!server.stderr().includes('PostgreSQL is back.')) await sleep(50);
    while (!(await paste(server)).stdout.includes('"duplicate":1')) await sleep(500);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    const ended = await server.stop();
    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(/PostgreSQL has ended; it is started again.*\nPostgreSQL is back\./);
    expect(existsSync(`${cluster()}/data/postmaster.pid`)).toBe(false);
  });

  it('and does not start again ends the server with 1 and a sentence', async () => {
    renameSync(`${cluster()}/data/global`, `${cluster()}/data/globe`);
    killPostgres();
    const ended = await server.ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/PostgreSQL does not start in .* Stopping\.\n$/s);
    expect(ended.stderr).not.toContain('pg_ctl');
  });
});

describe('the demo', () => {
  it('fills a subject whose page has two months to show, and adds nothing on the next start', async () => {
    const args = ['--port', '0', '--demo', '--data-dir', `${program.folder}/demo`];
    const server = await program.serve(args);
    const today = new Date().toISOString().slice(0, 10);
    const from = new Date(Date.now() - 70 * 86_400_000).toISOString().slice(0, 10);
    const answer = await get(`${server.url}/api/days?from=${from}&to=${today}`, server.ready['token'] ?? '');
    const { items } = (await answer.json()) as { items: WireDay[] };
    const ofType = (type: string) => items.filter((day) => day.type === type);
    for (const type of ['steps', 'heart_rate', 'sleep_duration', 'active_energy_burned']) {
      expect([type, ofType(type).length >= 59]).toEqual([type, true]);
    }
    expect(ofType('body_mass').length).toBeGreaterThan(15);
    const overridden = items.filter((day) => day.overridden.length > 0);
    expect(overridden.map(({ type }) => type)).toContain('steps');
    expect((await server.stop()).code).toBe(0);

    const again = await program.serve(args);
    const said = await again.stop();
    const added = /\(([\d\u202f]+) records? new\)/.exec(said.stderr)?.[1]?.replaceAll('\u202f', '');
    // Between two starts time goes on, so a record or two may have become past.
    expect(Number(added)).toBeLessThan(20);
  });
});

describe('a start that cannot be meant', () => {
  it.each([
    [['--port', '70000'], {}, '--port is "70000"'],
    [[], { PORT: 'abc' }, 'PORT in the environment is "abc"'],
    [[], { DATABASE_URL: 'mysql://user:secret@host/db' }, 'DATABASE_URL in the environment'],
    [[], { DAYBOOK_PSEUDONYM_KEY: 'short' }, 'DAYBOOK_PSEUDONYM_KEY in the environment is "short"'],
    [['--host', '203.0.113.7', '--port', '0'], {}, 'Nothing can listen on 203.0.113.7'],
  ])('stops with 2 and a sentence: %j %j', async (args, variables, sentence) => {
    const ended = await program.run(['serve', ...args], variables);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toContain('secret');
  });
});

describe('a database of somebody else', () => {
  it('is migrated only when told to, and until then the start says which command helps', async () => {
    const database = await emptyTestDatabase();
    const variables = { DATABASE_URL: database.apiUrl, DAYBOOK_OWNER_URL: database.ownerUrl };
    try {
      const refused = await program.run(['serve', '--port', '0'], variables);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/run `node .*\/cli\.js migrate`/);
      const check = await program.run(['migrate', '--check', '--json'], variables);
      expect(check.code).toBe(1);
      expect((JSON.parse(check.stdout) as { missing: string[] }).missing.length).toBeGreaterThan(0);

      const server = await program.serve(['--port', '0', '--migrate'], variables);
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
      expect((await server.stop()).code).toBe(0);
      expect((await program.run(['migrate', '--check'], variables)).code).toBe(0);
    } finally {
      await database.drop();
    }
  });

  it('is found by a setting in .env, which a flag and the environment go before', async () => {
    const place = emptyFolder();
    try {
      writeFileSync(`${place.path}/.env`, 'PORT=abc\n');
      const inPlace = new DaybookProgram(place.path, {});
      const kept = await inPlace.run(['serve']);
      expect([kept.code, kept.stderr]).toEqual([2, expect.stringContaining('PORT in .env is "abc"')]);
      const set = await inPlace.run(['serve'], { PORT: 'def' });
      expect(set.stderr).toContain('PORT in the environment is "def"');
      const told = await inPlace.run(['serve', '--port', 'ghi'], { PORT: 'def' });
      expect(told.stderr).toContain('--port is "ghi"');
    } finally {
      place.remove();
    }
  });
});

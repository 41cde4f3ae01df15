import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { WireDay } from '@daybook/contract';
import type { DaybookProgram, Serving } from './support/daybook-program.js';
import { installationUnderTest, type InstallationUnderTest } from './support/installation-under-test.js';

const SAMPLE = resolve('test/fixtures/apple-health/synthetic/ios16-bad-dtd.xml');

interface Token {
  readonly token: string;
  readonly tokenId: string;
  readonly role: string;
  readonly subject: string;
  readonly device: string;
}

interface Verified {
  readonly ok: boolean;
  readonly events: number;
  readonly fault: { readonly line: number; readonly version: number | null } | null;
}

interface Examined {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly state: string; readonly detail: string }[];
}

let installation: InstallationUnderTest;
let owner: pg.Pool;
let program: DaybookProgram;
let server: Serving;
let token: Token;
const mutationIds: string[] = [];

beforeAll(async () => {
  installation = await installationUnderTest();
  ({ program, server } = installation);
  owner = new pg.Pool({ connectionString: installation.database.ownerUrl, max: 2 });
  token = await program.value<Token>(
    'token',
    'create',
    '--role',
    'subject',
    '--device',
    'a phone',
    '--expires',
    '90d',
  );
  for (const value of [5_000, 7_000, 6_500]) await total(value);
  const source = ['apple-health', SAMPLE, '--time-zone', 'America/New_York'];
  await program.value('import', ...source, '--token', token.token, '--url', server.url);
});

afterAll(async () => {
  await owner.end();
  await installation.close();
});

async function total(value: number, secret = token.token): Promise<void> {
  const id = uuidv7();
  const item = { id, type: 'steps', value, externalId: 'stats:steps:2026-05-24', source: 'healthkit' };
  const answer = await fetch(`${server.url}/api/measurements/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items: [item] }),
  });
  expect(answer.status).toBe(200);
  mutationIds.push(id);
}

/** What nobody should be able to do: the owner opens the wall, changes the log, and closes it again. */
async function tamper(sql: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query('alter table events disable trigger events_append_only');
    await client.query('alter table commits disable trigger commits_append_only');
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBe(1);
    await client.query('alter table events enable trigger events_append_only');
    await client.query('alter table commits enable trigger commits_append_only');
    await client.query('commit');
  } finally {
    client.release();
  }
}

describe('tokens', () => {
  it('are made for a new subject unless one is named, and say whose they are', async () => {
    expect(token.token).toMatch(/^dbk_/);
    expect(token.role).toBe('subject');
    const args = [
      '--role',
      'subject',
      '--subject',
      token.subject,
      '--kind',
      'healthkit',
      '--link',
      '--url',
      server.url,
    ];
    const second = await program.value<Token & { link: string }>('token', 'create', ...args);
    expect(second.subject).toBe(token.subject);
    expect(second.device).not.toBe(token.device);
    expect((await fetch(second.link, { redirect: 'manual' })).status).toBe(303);
  });

  it('are refused within a second of being revoked', async () => {
    const { token: text, tokenId } = await program.value<Token>('token', 'create', '--role', 'subject');
    const read = () => fetch(`${server.url}/api/subjects`, { headers: { authorization: `Bearer ${text}` } });
    expect((await read()).status).toBe(200);
    await program.value('token', 'revoke', tokenId);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await read()).status).toBe(401);
    const listed = await program.value<{ tokenId: string; state: string }[]>('token', 'list');
    expect(listed.find((one) => one.tokenId === tokenId)?.state).toBe('revoked');
  });

  it('are never shown again, also not by their list', async () => {
    const { stdout, stderr } = await program.run(['token', 'list']);
    expect(stdout).toContain(token.tokenId);
    expect(stdout + stderr).not.toContain('dbk_');
  });

  it.each([
    [['create', '--role', 'coach'], 'no tokens of the role "coach"'],
    [['create', '--role', 'operator'], 'no tokens of the role "operator"'],
    [['create', '--role', 'auditor', '--device', 'x'], 'leave out --subject'],
    [['create', '--role', 'subject', '--kind', 'Apple Health'], '--kind is "Apple Health"'],
    [['create', '--role', 'subject', '--expires', 'soon'], '--expires is "soon"'],
    [
      ['create', '--role', 'subject', '--subject', '0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a'],
      'There is no subject',
    ],
    [['create'], "required option '--role"],
    [['revoke', 'dbk_something'], 'is no token id'],
    [['revoke', '0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a'], 'There is no token'],
  ])('are refused with 2 and a sentence: %j', async (args, sentence) => {
    const ended = await program.run(['token', ...args, '--json']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(sentence);
  });
});

describe('the days of the past', () => {
  it('are what the log knew then', async () => {
    const { rows } = await owner.query<{ at: Date }>(
      `select c.recorded_at as at from events e join commits c on c.user_id = e.user_id and c.last_version = e.version
       where e.mutation_id = any($1) order by e.version`,
      [mutationIds],
    );
    const asOf = rows.map(({ at }) => at.toISOString());
    const values = [];
    for (const instant of asOf) {
      const args = [
        '--subject',
        token.subject,
        '--from',
        '2026-05-24',
        '--to',
        '2026-05-24',
        '--as-of',
        instant,
      ];
      const { items } = await program.value<{ items: WireDay[] }>('days', ...args);
      values.push(items.map(({ value }) => value));
    }
    expect(values).toEqual([[5_000], [7_000], [6_500]]);
  });

  it('are a table for people', async () => {
    const args = ['days', '--subject', token.subject, '--from', '2026-05-24', '--to', '2026-05-24'];
    const { code, stdout } = await program.run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/2026-05-24 {2}steps {2}6\u202f500 {2}count {2}healthkit/);
  });
});

describe('an acknowledged mutation', () => {
  it('is found again with its commit, its record and the changes that it made', async () => {
    const [first = '', second = '', third = ''] = mutationIds;
    const { found } = await program.value<{ found: readonly Record<string, unknown>[] }>(
      'doctor',
      'event',
      second,
    );
    expect(found).toMatchObject([
      {
        subject: token.subject,
        commit: { firstVersion: 2, lastVersion: 2, device: token.device },
        event: { version: 2, type: 'StatsOverwritten', value: 7_000 },
        record: { state: 'live', value: 6_500, revision: 3, mutationId: third },
        revisions: [{ mutationId: first }, { mutationId: second }, { mutationId: third }],
      },
    ]);
    const changes = found[0]?.['changes'] as readonly { entity: string; ofThisCommit: boolean }[];
    expect(
      changes
        .filter(({ ofThisCommit }) => ofThisCommit)
        .map(({ entity }) => entity)
        .sort(),
    ).toEqual(['daily_aggregate', 'measurement']);
  });

  it('that was never one is told apart: 1 for a sound id, 2 for none', async () => {
    expect((await program.run(['doctor', 'event', uuidv7()])).code).toBe(1);
    expect((await program.run(['doctor', 'event', 'x'])).code).toBe(2);
  });
});

describe('an export', () => {
  let bundle: string;

  beforeAll(async () => {
    bundle = `${program.folder}/subject.ndjson`;
    await program.value('export', '--subject', token.subject, '--out', bundle);
  });

  const verify = async (path: string) => {
    const { code, stdout } = await program.run(['audit', 'verify', '--bundle', path, '--json'], {
      DATABASE_URL: '',
    });
    return { code, ...(JSON.parse(stdout) as Verified) };
  };

  it('is one CloudEvent a line, the same on standard output, and nobody else may read the file', async () => {
    const { stdout } = await program.run(['export', '--subject', token.subject]);
    expect(stdout).toBe(readFileSync(bundle, 'utf8'));
    expect(statSync(bundle).mode & 0o077).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(new Set(lines.map(({ specversion }) => specversion))).toEqual(new Set(['1.0']));
    expect(lines.map(({ streamversion }) => streamversion)).toEqual(lines.map((_, at) => at + 1));
  });

  it('verifies with no database at hand', async () => {
    const lines = readFileSync(bundle, 'utf8').trim().split('\n').length;
    expect(await verify(bundle)).toMatchObject({
      code: 0,
      ok: true,
      events: lines,
      ending: 'at_exported_head',
    });
  });

  it('does not verify with a value changed, a line gone, or its end cut off', async () => {
    const lines = readFileSync(bundle, 'utf8').trim().split('\n');
    const spoilt = {
      changed: lines.map((line, at) => (at === 40 ? line.replace(/"value":(\d+)/, '"value":1$1') : line)),
      gone: lines.filter((_, at) => at !== 40),
      cut: lines.slice(0, -1),
      headless: lines.slice(1),
    };
    for (const [name, text] of Object.entries(spoilt)) {
      const path = `${program.folder}/${name}.ndjson`;
      writeFileSync(path, `${text.join('\n')}\n`);
      expect([name, await verify(path)]).toMatchObject([name, { code: 1, ok: false }]);
    }
  });
});

describe('the installation', () => {
  it('is well as it is', async () => {
    expect(await program.value('audit', 'verify')).toMatchObject({ ok: true });
    expect(await program.value('projections', 'verify')).toMatchObject({ ok: true, differences: [] });
    const {
      value: { checks },
    } = await program.outcome<Examined>('doctor');
    // Specs run on a server that is told to forget: what else is not well would be ours.
    expect(checks.filter(({ name, state }) => state !== 'ok' && name !== 'durability')).toEqual([]);
  });

  it('mends a row of the projections that somebody changed', async () => {
    await owner.query(
      `update daily_aggregates set value = 1 where user_id = $1 and metric = 'steps' and local_date = '2026-05-24'`,
      [token.subject],
    );
    const found = await program.run(['projections', 'verify', '--json']);
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({
      ok: false,
      differences: [{ subject: token.subject }],
    });
    const { mended } = await program.value<{ mended: unknown[] }>(
      'projections',
      'rebuild',
      '--subject',
      token.subject,
    );
    expect(mended.length).toBeGreaterThan(0);
    expect(await program.value('projections', 'verify')).toMatchObject({ ok: true });
  });

  it('removes overtaken changes from the feed', async () => {
    const before = await owner.query('select from change_log');
    const { removed } = await program.value<{ removed: number }>('compact', '--retention', '90d');
    const after = await owner.query('select from change_log');
    expect(removed).toBeGreaterThan(0);
    expect((before.rowCount ?? 0) - (after.rowCount ?? 0)).toBe(removed);
    expect(await program.value('projections', 'verify')).toMatchObject({ ok: true });
  });

  it('says which commit does not hold when one value of the log was changed', async () => {
    const change = (by: string) =>
      tamper(`update events set value = value ${by} where user_id = '${token.subject}' and version = 3`);
    await change('+ 1');
    const verified = await program.outcome<{ chains: { subject: string; fault: unknown }[] }>(
      'audit',
      'verify',
    );
    expect(verified.code).toBe(1);
    expect(verified.value.chains.find(({ subject }) => subject === token.subject)).toMatchObject({
      fault: { version: 3 },
    });
    const { code, value: examined } = await program.outcome<Examined>('doctor');
    expect(code).toBe(1);
    expect(examined.checks.find(({ name }) => name === 'chain of hashes')?.state).toBe('problem');
    await change('- 1');
    expect(await program.value('audit', 'verify')).toMatchObject({ ok: true });
  });

  it('notices that nothing guards the log any more', async () => {
    await owner.query('alter table events disable trigger events_append_only');
    const { code, value } = await program.outcome<Examined>('doctor');
    await owner.query('alter table events enable trigger events_append_only');
    expect(code).toBe(1);
    expect(value.checks.find(({ name }) => name === 'append-only log')).toMatchObject({ state: 'problem' });
  });

  it('is looked at by the doctor in a sample, and the doctor says so', async () => {
    for (let count = 0; count < 3; count += 1) {
      const other = await program.value<Token>('token', 'create', '--role', 'subject');
      await total(5_000, other.token);
    }
    const { value } = await program.outcome<Examined>('doctor');
    const detail = value.checks.find(({ name }) => name === 'chain of hashes')?.detail;
    expect(detail).toMatch(
      /commits of a sample of 3 of 4 subjects \(`.* audit verify` looks at all\) hold\.$/,
    );
  });
});

describe('every command', () => {
  const commands = [
    [],
    ['serve'],
    ['migrate'],
    ['token'],
    ['token', 'create'],
    ['token', 'list'],
    ['token', 'revoke'],
    ['import'],
    ['import', 'apple-health'],
    ['import', 'health-auto-export'],
    ['import', 'csv'],
    ['export'],
    ['days'],
    ['audit'],
    ['audit', 'verify'],
    ['projections'],
    ['projections', 'verify'],
    ['projections', 'rebuild'],
    ['compact'],
    ['doctor'],
    ['doctor', 'event'],
  ];

  it.each(commands.map((words) => [words.join(' ')]))(
    'has help with an example: daybook %s',
    async (words) => {
      const ended = await program.run([...words.split(' ').filter((word) => word !== ''), '--help']);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).toContain('Example:\n  $ daybook');
      if (words !== '') expect(ended.stdout).toContain('--json');
    },
  );

  it('is explained by help as well', async () => {
    const asked = await program.run(['help', 'token', 'create']);
    expect(asked).toEqual(await program.run(['token', 'create', '--help']));
    expect((await program.run(['help'])).stdout).toContain('Example:\n  $ daybook serve');
    const unknown = await program.run(['help', 'token', 'fly']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('There is no command "token fly"');
  });

  it('takes --json before and behind the name of a command of a group', async () => {
    const before = await program.run(['token', '--json', 'list']);
    expect(JSON.parse(before.stdout)).toEqual(await program.value('token', 'list'));
  });

  it('shows no name of a device that commands the terminal', async () => {
    const name = 'phone\u001b[2J\u009b31m\nforged';
    const made = await program.run(['token', 'create', '--role', 'subject', '--device', name]);
    expect(made.stdout).toContain('phone\\u001b[2J\\u009b31m\\u000aforged');
    const { stdout } = await program.run(['token', 'list']);
    expect(stdout).toContain('phone\\u001b[2J\\u009b31m\\u000aforged');
    expect((made.stdout + stdout).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('is refused with 2 if there is none of that name', async () => {
    const ended = await program.run(['fly']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain("unknown command 'fly'");
  });
});

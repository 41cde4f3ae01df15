import { emptyTestDatabase, type TestDatabase } from '@daybook/testing';
import pg from 'pg';
import { createPool } from './pool.js';

describe('a pool', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await emptyTestDatabase();
    pool = createPool(database.apiUrl, { max: 2, applicationName: 'daybook spec' });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const valueOf = async (expression: string, from = pool): Promise<unknown> =>
    (await from.query<{ value: unknown }>(`select ${expression} as value`)).rows[0]?.value;

  it.each([
    ["date '2026-03-29'", '2026-03-29'],
    ['9007199254740991::bigint', 9007199254740991],
    ['0.10::numeric', '0.10'],
    ["timestamptz '2026-03-29 03:30:00.123+02'", Date.UTC(2026, 2, 29, 1, 30, 0, 123)],
    ["timestamptz '1969-12-31 23:59:59.999+00'", -1],
    ["timestamptz '0001-01-01 00:00:00+00'", Date.parse('0001-01-01T00:00:00Z')],
    ["timestamptz 'infinity'", Infinity],
    ["timestamptz '-infinity'", -Infinity],
    [`'{"a": 1}'::json`, '{"a": 1}'],
    [`'{"a": 1}'::jsonb`, { a: 1 }],
    ['array[1, null, 3]::bigint[]', [1, null, 3]],
    ["array['2026-03-29', null]::date[]", ['2026-03-29', null]],
    ["array['1970-01-01 00:00:01Z']::timestamptz[]", [1000]],
    [`array['a', 'b,"c"', null]`, ['a', 'b,"c"', null]],
    ['0.1::float8', 0.1],
    ["'\\x00ff'::bytea", Buffer.from([0, 255])],
    ['null::timestamptz', null],
  ])('reads %s', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  it('refuses a whole number that would lose digits', async () => {
    await expect(valueOf('9007199254740993::bigint')).rejects.toThrow('9007199254740993 is no exact number');
    expect(await valueOf('1')).toBe(1);
  });

  it('leaves the type parsers of the process alone', async () => {
    const client = new pg.Client({ connectionString: database.apiUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ value: unknown }>('select 1::bigint as value');
      expect(rows[0]?.value).toBe('1');
    } finally {
      await client.end();
    }
  });

  it.each([
    ['plan_cache_mode', 'force_generic_plan'],
    ['jit', 'off'],
    ['timezone', 'UTC'],
    ['statement_timeout', '5s'],
    ['lock_timeout', '2s'],
    ['idle_in_transaction_session_timeout', '1min'],
    ['enable_seqscan', 'on'],
    ['application_name', 'daybook spec'],
  ])('gives every session %s = %s', async (setting, expected) => {
    expect(await valueOf(`current_setting('${setting}')`)).toBe(expected);
  });

  it("keeps to the caller's time-outs and to the options of the address", async () => {
    const address = `${database.apiUrl}?options=-c%20work_mem%3D7MB%20-c%20statement_timeout%3D9000`;
    const other = createPool(address, {
      max: 1,
      applicationName: 'spec',
      statementTimeoutMs: 0,
      lockTimeoutMs: 70,
      sequentialScans: false,
    });
    try {
      expect(await valueOf("current_setting('work_mem')", other)).toBe('7MB');
      expect(await valueOf("current_setting('statement_timeout')", other)).toBe('9s');
      expect(await valueOf("current_setting('lock_timeout')", other)).toBe('70ms');
      expect(await valueOf("current_setting('enable_seqscan')", other)).toBe('off');
      expect(await valueOf("current_setting('jit')", other)).toBe('off');
    } finally {
      await other.end();
    }
  });

  const terminate = async (pid: unknown): Promise<void> => {
    const admin = new pg.Client({ connectionString: database.apiUrl });
    await admin.connect();
    await admin.query('select pg_terminate_backend($1)', [pid]);
    await admin.end();
  };

  it('goes on when the server ends an idle connection', async () => {
    await terminate(await valueOf('pg_backend_pid()'));
    while (pool.totalCount > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await valueOf('2')).toBe(2);
  });

  it('goes on when the server ends a connection between two statements of a transaction', async () => {
    const client = await pool.connect();
    const broken = new Promise((resolve) => client.once('end', resolve));
    await client.query('begin');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await terminate(rows[0]?.pid);
    await broken;
    await expect(client.query('commit')).rejects.toThrow('is not queryable');
    client.release(true);
    expect(await valueOf('2')).toBe(2);
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openStream } from '@daybook/event-log';
import { testDatabase } from '@daybook/testing';
import { newDevice } from './support/api-under-test.js';
import { buildProgram, DaybookProgram, emptyFolder, type Serving } from './support/daybook-program.js';

const PAGE = '<!doctype html><title>page</title>';
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the built page', () => {
  let folder: ReturnType<typeof emptyFolder>;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let server: Serving;
  let authorization: string;

  beforeAll(async () => {
    buildProgram();
    folder = emptyFolder();
    mkdirSync(join(folder.path, 'page', 'assets'), { recursive: true });
    writeFileSync(join(folder.path, 'page', 'index.html'), PAGE);
    writeFileSync(join(folder.path, 'page', 'assets', 'app-1a2b.js'), 'export {};');
    database = await testDatabase();
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    const { token } = await newDevice(owner, await openStream(owner), null);
    await owner.end();
    authorization = `Bearer ${token}`;
    const program = new DaybookProgram(folder.path, {
      DAYBOOK_LOG_LEVEL: 'silent',
      DAYBOOK_DASHBOARD_DIR: join(folder.path, 'page'),
      DATABASE_URL: database.apiUrl,
    });
    server = await program.serve(['--port', '0']);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    folder.remove();
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(server.url + path, { method, headers });

  it.each([
    '/',
    '/day/2026-05-24',
    '/metric',
    '/metric/steps?days=7',
    '/metric/steps/2026-05-24',
    '/sync',
    '/audit',
    '/audit/0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d',
  ])('is shown to a browser at %s', async (path) => {
    const answer = await ask(path, BROWSER);
    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect((await ask(path, BROWSER, 'HEAD')).status).toBe(200);
  });

  it('is shown at its root, and its files by their names, to whoever asks', async () => {
    expect(await (await ask('/')).text()).toBe(PAGE);
    const script = await ask('/assets/app-1a2b.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    '/API/changes',
    '/Api/days',
    '//api//changes',
    '/api//changes',
    '/api/nope',
    '/api/days/',
    '/api',
    '/nothing',
    '/metrics/more',
    '/day/2026-05-24/steps/more',
    '/metric//steps',
    '/assets/app-0000.js',
    '/../package.json',
  ])('does not stand in for a route that there is not: %s', async (path) => {
    for (const headers of [{ ...BROWSER, authorization }, { authorization }]) {
      const answer = await ask(path, headers);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({
        status: 404,
        code: 'not_found',
        detail: 'there is no such route: /api/docs shows those that there are',
      });
    }
  });

  it.each(['/day/2026-05-24', '/metric', '/sync', '/audit'])(
    'is not shown to who does not read pages, nor written to, at %s',
    async (path) => {
      expect((await ask(path, { accept: 'application/json' })).status).toBe(404);
      expect((await ask(path)).status).toBe(404);
      expect((await ask(path, BROWSER, 'POST')).status).toBe(404);
    },
  );
});

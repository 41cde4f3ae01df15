import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PublishedPackage } from './published-package.js';

/** What an app may have to load for the client and its storage, compressed. */
const CLIENT_MAX_BYTES = 15_000;

const README = join(dirname(fileURLToPath(import.meta.url)), '../README.md');

/** What the examples take for given. */
const GIVEN = `
import { createClient, importAll, indexedDbStorage, type RecordIntention, type SyncClient } from '@daybook/sync-client';
declare const given: { client: SyncClient; records: AsyncIterable<RecordIntention> };
declare function readToken(): string;
declare function redraw(days: readonly string[]): void;
declare function notify(text: string): void;
declare function isToBeKept(problem: string | undefined): Promise<boolean>;
declare function showProgress(settled: number, read: number): void;
`;

const BLOCKS = [...readFileSync(README, 'utf8').matchAll(/^```(tsx?)\n(.*?)^```$/gmsu)];

/** The example for Node, which takes nothing for given. */
const NODE_EXAMPLE =
  BLOCKS.map(([, , code = '']) => code).find((code) => code.includes('sync-client/file')) ?? '';

/** The examples of the README as modules, each on its own. */
function examples(): Record<string, string> {
  return Object.fromEntries(
    BLOCKS.map(([, kind = '', code = ''], i) => {
      if (code === NODE_EXAMPLE) return [`example-${i}.${kind}`, code];
      const given = code.includes('createClient({') ? [] : ['const { client, records } = given;'];
      const own = code.replace(/^import .* from '@daybook\/sync-client';\n/mu, '');
      return [`example-${i}.${kind}`, [GIVEN, ...given, own, 'export {};'].join('\n')];
    }),
  );
}

describe('the published package', () => {
  let published: PublishedPackage;

  beforeAll(async () => {
    published = await PublishedPackage.install();
  });

  afterAll(() => published.remove());

  it('holds what was built, its README and its licence, and nothing else', () => {
    const others = published.files.filter((path) => !/^dist\/.*\.(js|d\.ts)(\.map)?$/u.test(path));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(published.files.filter((path) => path.includes('.spec.'))).toEqual([]);
  });

  it('runs on plain Node with nothing else installed', async () => {
    const printed = await published.node(`
      import { createClient, memoryStorage } from '@daybook/sync-client';
      import { fileStorage } from '@daybook/sync-client/file';
      import { findMetric, predictByRegistry } from '@daybook/sync-client/metrics';
      const subject = '0197f0c4-2f3b-7cc0-a2e1-5b8f1c9d0e11';
      for (const storage of [memoryStorage(), fileStorage('diary')]) {
        const client = createClient({ url: 'http://127.0.0.1:9', subject, token: 't', storage, predict: predictByRegistry });
        await client.overwriteTotal({ type: 'steps', date: '2026-05-24', value: 8003 });
        const day = await client.view.day('2026-05-24', 'steps');
        console.log(day.shown.value, findMetric('steps').unit);
        await client.close();
      }
      process.exit();
    `);
    expect(printed).toBe('8003 count\n8003 count\n');
  });

  it('renders with React in production, whatever NODE_ENV it was packed under', async () => {
    const printed = await published.node(`
      process.env.NODE_ENV = 'production';
      const { createElement } = await import('react');
      const { renderToString } = await import('react-dom/server');
      const { SyncClientProvider } = await import('@daybook/sync-client/react');
      console.log(renderToString(createElement(SyncClientProvider, { client: {} }, 'shown')));
    `);
    expect(printed).toBe('shown\n');
  });

  it('keeps what the example for Node writes, though no server answers, and lets it end', async () => {
    const example = NODE_EXAMPLE.replace('http://localhost:3000', 'http://127.0.0.1:9').replace(
      '5_000',
      '500',
    );
    expect(example).not.toBe(NODE_EXAMPLE);
    for (let start = 1; start <= 2; start++) {
      const printed = await published.node(example);
      expect(printed).toContain('waiting the server was not reached: TypeError: fetch failed');
      expect(printed).toContain('kept, and shown: 8003');
      expect(printed).toContain('no verdict yet');
    }
  });

  it('declares its types by itself, and the examples of its README keep to them', async () => {
    const modules = examples();
    expect(Object.keys(modules).length).toBeGreaterThan(3);
    const file = `import { fileStorage } from '@daybook/sync-client/file';
        import { METRICS } from '@daybook/sync-client/metrics';
        export const opened = [fileStorage('diary'), METRICS];`;
    expect(await published.typecheck({ ...modules, 'file.ts': file })).toBe('');
  });

  it('is small, and smaller where less is used', async () => {
    const sizeOf = async (names: string): Promise<number> =>
      gzipSync(await published.bundle(`export { ${names} } from '@daybook/sync-client';`)).length;
    const client = await sizeOf('createClient, indexedDbStorage');
    stderr.write(`createClient with indexedDbStorage: ${client} bytes (gzip)\n`);
    expect(client).toBeLessThan(CLIENT_MAX_BYTES);
    expect(await sizeOf('indexedDbStorage')).toBeLessThan(2_000);
    expect(await sizeOf('createClient, indexedDbStorage, importAll')).toBeGreaterThan(client);
  });
});

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { provideChromium } from './chromium.mjs';

/** A cold start with its database and two months of demo data, on a machine that does other things as well. */
const START_WITHIN_MS = 120_000;

/**
 * Builds what is stale and starts the real server, as an operator does, with its own database and the demo subject.
 * Jest asks for a default export here.
 */
export default async function startServer() {
  process.env.DAYBOOK_CHROMIUM = provideChromium();
  execFileSync(process.execPath, ['build-if-stale.mjs'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'daybook-browser-'));
  const dataDir = join(folder, 'data');
  const log = join(folder, 'server.log');
  const { DATABASE_URL: _, ...environment } = process.env;
  const server = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      'dist/server/cli.js',
      'serve',
      '--demo',
      '--json',
      '--port',
      '0',
      '--data-dir',
      dataDir,
    ],
    { env: environment, stdio: ['ignore', 'pipe', openSync(log, 'w')] },
  );
  globalThis.daybookServer = { server, folder };
  const { url, subject } = await welcomeOf(server, log);
  process.env.DAYBOOK_BROWSER_TEST = JSON.stringify({ url, dataDir, demoSubject: subject });
}

/** What the server says of itself when it is ready: the first line of JSON. */
async function welcomeOf(server, log) {
  const lines = createInterface({ input: server.stdout });
  const signal = AbortSignal.timeout(START_WITHIN_MS);
  const exited = once(server, 'exit', { signal }).then(([code]) => {
    throw new Error(`the server ended with ${code}: see ${log}`);
  });
  exited.catch(() => undefined);
  for (;;) {
    const [line] = await Promise.race([once(lines, 'line', { signal }), exited]);
    const said = line.startsWith('{') ? JSON.parse(line) : {};
    // Its log goes the same way; only the welcome names an address.
    if (said.url !== undefined && said.subject !== undefined) {
      lines.on('line', () => undefined);
      return said;
    }
  }
}

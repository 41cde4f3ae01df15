import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
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
  const environment = { ...process.env };
  delete environment.DATABASE_URL;
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

/** What the server says of itself when it is ready: the first line of JSON that names an address and a subject. */
async function welcomeOf(server, log) {
  const lines = createInterface({ input: server.stdout });
  const welcome = new Promise((resolve) => {
    // Its log goes the same way.
    lines.on('line', (line) => {
      const said = line.startsWith('{') ? JSON.parse(line) : {};
      if (said.url !== undefined && said.subject !== undefined) resolve(said);
    });
  });
  const exited = once(server, 'exit').then(([code]) => `it ended with ${code}`);
  const late = sleep(START_WITHIN_MS, 'it is not ready in time', { ref: false });
  const first = await Promise.race([welcome, exited, late]);
  if (typeof first === 'string') throw new Error(`the server did not start, ${first}: see ${log}`);
  return first;
}

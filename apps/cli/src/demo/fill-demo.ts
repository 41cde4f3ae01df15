import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openStream } from '@daybook/event-log';
import { readAppleHealth } from '@daybook/importing';
import type { Pool } from 'pg';
import { BatchClient } from '../import/batch-client.js';
import { ImportTally } from '../import/import-tally.js';
import { runImport } from '../import/run-import.js';
import { counted } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { issueToken } from '../tokens/issue-token.js';
import { demoExport, DEMO_DAYS } from './demo-export.js';
import { demoOverrides } from './demo-overrides.js';
import { DEMO_SUBJECT } from './demo-subject.js';

export interface DemoOrder {
  readonly terminal: Terminal;
  readonly pool: Pool;
  /** The running server: the demo goes in by its API, like any import. */
  readonly url: string;
  /** Aborted when the server is told to stop. */
  readonly stop: AbortSignal;
}

/** A token that nobody sees; should its revocation be lost, it ends by itself. */
const TOKEN_MS = 10 * 60_000;

/** Sends the sample to the running server, for the demo subject. A second start adds what is new since the first. */
export async function fillDemo({ terminal, pool, url, stop }: DemoOrder): Promise<void> {
  const { rows } = await pool.query('select from user_streams where user_id = $1', [DEMO_SUBJECT]);
  if (rows.length === 0) await openStream(pool, DEMO_SUBJECT);
  const device = { name: 'demo import', kind: 'healthkit' };
  const expiresAt = Date.now() + TOKEN_MS;
  const issued = await issueToken(pool, { role: 'subject', userId: DEMO_SUBJECT, device, expiresAt });
  const client = new BatchClient({ url, token: issued.token }, stop, (sentence) => {
    terminal.note(`${sentence}.`);
  });
  try {
    const tally = await sendSample(terminal, client, stop);
    const added = counted(tally.counts.created, 'record');
    terminal.announce(`The demo subject has ${DEMO_DAYS} days of made-up records (${added} new).`);
  } catch (error) {
    // The server runs all the same; only its page has less to show.
    terminal.note(`The demo was not filled: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await pool.query('update tokens set revoked_at = now() where id = $1', [issued.tokenId]);
  }
}

async function sendSample(terminal: Terminal, client: BatchClient, stop: AbortSignal): Promise<ImportTally> {
  const nowMs = Date.now();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const folder = await mkdtemp(join(tmpdir(), 'daybook-demo-'));
  const progress = new Progress(terminal.stderr, 'filling the demo');
  try {
    const path = join(folder, 'export.xml');
    await pipeline(Readable.from(demoExport(nowMs, timeZone)), createWriteStream(path, { mode: 0o600 }));
    const tally = new ImportTally();
    const stream = readAppleHealth({ path }, { timeZone });
    const onProgress = () => {
      progress.report({ done: tally.sent, total: null, note: counted(tally.sent, 'record') });
    };
    await runImport({ stream, client, tally, stop, onProgress });
    await client.send(JSON.stringify({ items: demoOverrides(nowMs, timeZone) }));
    return tally;
  } finally {
    progress.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

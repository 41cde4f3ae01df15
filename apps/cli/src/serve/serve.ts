import { once } from 'node:events';
import { join } from 'node:path';
import { createApi, exitInTime, type Api } from '@daybook/api';
import type { OpenDatabase } from '@daybook/database';
import type { Pool } from 'pg';
import {
  closeAndExit,
  commandPool,
  ensureSchema,
  migrateInstallation,
  openInstallation,
} from '../database/installation.js';
import { appliedText } from '../database/migrate.js';
import { DEMO_SUBJECT } from '../demo/demo-subject.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { onInterrupt } from '../interrupts.js';
import { programRoot } from '../program-root.js';
import { serverUrl } from '../settings/server-url.js';
import type { Settings } from '../settings/settings.js';
import { durationText } from '../terminal/numbers.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { makeFirstSubject } from './first-subject.js';
import { logDestination } from './log-destination.js';
import { takeOwnerDuties } from './owner-duties.js';
import { pseudonymKey } from './pseudonym-key.js';
import { linkHint } from './link-hint.js';
import { makeWelcome, tellWelcome } from './welcome.js';

export type ServeMode = 'plain' | 'demo';

/** Starts the server and returns when it was told to stop and has done so. */
export async function serve(terminal: Terminal, settings: Settings, mode: ServeMode): Promise<ExitCode> {
  const begun = Date.now();
  const stopping = new AbortController();
  // First of all: a signal that nobody listens to ends the process, and leaves what it has just begun to open.
  const restore = onInterrupt(
    () => {
      exitInTime();
      stopping.abort();
    },
    () => void closeAndExit(opening),
  );
  const opening = openInstallation(terminal, settings, 'make');
  const database = await opening;
  const pool = commandPool(database.apiUrl);
  const ownerPool = commandPool(database.ownerUrl);
  const closing: (() => Promise<void>)[] = [() => database.close(), () => ownerPool.end(), () => pool.end()];
  try {
    terminal.announce(databaseText(database, settings));
    terminal.announce(appliedText(await migrated(database, settings)));
    const duties = await takeOwnerDuties(ownerPool, settings.retention, (sentence) => {
      terminal.note(sentence);
    });
    closing.push(() => duties.stop());
    if (duties.adoption === 'restored') terminal.announce(RESTORED);
    const api = await startApi(terminal, database, settings);
    closing.push(() => api.close());
    const address = await listen(api, settings);
    await welcome({ terminal, pool, settings, mode, begun, address, stop: stopping.signal });
    const lost = await untilStopped(terminal, database, stopping.signal);
    if (lost !== null) {
      exitInTime(EXIT.problem);
      terminal.note(`${lost.message} Stopping.`);
      return EXIT.problem;
    }
    terminal.note('Stopping: what is in flight is finished first.');
    return EXIT.done;
  } finally {
    await closeAll(closing.reverse());
    restore();
  }
}

/** Waits until the server is told to stop, or cannot go on: then it returns why, in a sentence. */
async function untilStopped(
  terminal: Terminal,
  database: OpenDatabase,
  stop: AbortSignal,
): Promise<Error | null> {
  const lost = new Promise<Error>((resolve) => {
    database.keepRunning({
      ended: () => {
        terminal.note('PostgreSQL has ended; it is started again, and until then requests are answered 503.');
      },
      back: () => {
        terminal.note('PostgreSQL is back.');
      },
      lost: resolve,
    });
  });
  if (stop.aborted) return null;
  return Promise.race([lost, once(stop, 'abort').then(() => null)]);
}

/** One after the other, all of them, also when one fails: the last is the database, which must not stay behind. */
async function closeAll([close, ...others]: readonly (() => Promise<void>)[]): Promise<void> {
  try {
    await close?.();
  } finally {
    if (others.length > 0) await closeAll(others);
  }
}

const RESTORED =
  'The database was restored from a backup: every stream began a new epoch, so that replicas take a snapshot.';

function databaseText({ embedded }: OpenDatabase, { dataDir }: Settings): string {
  return embedded ? `PostgreSQL runs in ${dataDir} (embedded).` : 'PostgreSQL is the one of DATABASE_URL.';
}

async function migrated(database: OpenDatabase, { migrate }: Settings): Promise<readonly string[]> {
  return database.embedded || migrate ? migrateInstallation(database) : ensureSchema(database);
}

async function startApi(terminal: Terminal, { apiUrl }: OpenDatabase, settings: Settings): Promise<Api> {
  const { readConnections, host, port, logLevel, trustProxy, dashboardDir } = settings;
  return createApi({
    databaseUrl: apiUrl,
    readConnections,
    host,
    port,
    dashboardDirectory: dashboardDir ?? join(programRoot(), 'dist', 'dashboard'),
    pseudonymKey: pseudonymKey(settings),
    logLevel,
    logDestination: logDestination((error) => {
      terminal.note(`Log lines cannot be written (${error.message}); the server goes on without them.`);
    }),
    trustProxy,
  });
}

/** Opens the port and returns the address that clients use. */
async function listen(api: Api, { host, port, url }: Settings): Promise<string> {
  try {
    const bound = Number(new URL(await api.listen()).port);
    return serverUrl({ url, host, port: bound === 0 ? port : bound });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new UsageError(
        `Port ${port} of ${host} is in use: stop what listens there, or choose another with --port.`,
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new UsageError(
        `Nothing can listen on ${host}, port ${port} (${message}): choose another --host or --port.`,
      );
    }
    throw error;
  }
}

interface Opening {
  readonly terminal: Terminal;
  readonly pool: Pool;
  readonly settings: Settings;
  readonly mode: ServeMode;
  readonly begun: number;
  readonly address: string;
  readonly stop: AbortSignal;
}

/** Says that the server is ready and, to a new installation, how to get in. */
async function welcome({ terminal, pool, settings, mode, begun, address, stop }: Opening): Promise<void> {
  const first = await makeFirstSubject(pool, mode === 'demo' ? DEMO_SUBJECT : undefined);
  terminal.announce(
    `Daybook listens on ${address} (ready in ${durationText((Date.now() - begun) / 1_000)}).`,
  );
  if (mode === 'demo') {
    const { fillDemo } = await import('../demo/fill-demo.js');
    await fillDemo({ terminal, pool, url: address, stop });
  }
  const shown = mode === 'demo' ? DEMO_SUBJECT : first;
  const words = shown === null ? null : await makeWelcome(pool, shown, address);
  if (words) tellWelcome(terminal, words);
  else terminal.announce(await linkHint(pool, settings, address));
  terminal.answer({ url: address, ...words });
}

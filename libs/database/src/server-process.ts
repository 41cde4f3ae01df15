import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresBinaries } from './postgres-binaries.js';
import { probeServer } from './probe-server.js';
import type { ServerFolder } from './server-folder.js';

const POLL_MS = 25;

/** Recovery after a crash replays at most `max_wal_size` (4 GB), which takes well under two minutes on a disk. */
const RECOVERY_MS = 120_000;

/** A log of this size is set aside at the next start; one older log is kept. */
const LOG_LIMIT_BYTES = 10_000_000;

/** `max_wal_size`: checkpoints by time, not by volume, under an import. The time-out bounds the auditors' horizon. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  jit: 'off',
  max_wal_size: '4GB',
  idle_in_transaction_session_timeout: '60s',
  max_connections: '200',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
};

/** How one attempt to start ended. */
export type StartAttempt =
  { readonly outcome: 'ready' } | { readonly outcome: 'gave-up'; readonly said: string };

/**
 * Starts PostgreSQL as a process that outlives this one and waits until it answers. Gives up when the process ends,
 * which it does at once if another server has the data or the port.
 */
export async function startServer(
  cluster: ServerFolder,
  binaries: PostgresBinaries,
  target: {
    readonly port: number;
    readonly url: string;
    readonly settings: Readonly<Record<string, string>>;
  },
): Promise<StartAttempt> {
  const settings = Object.entries({ ...SETTINGS, ...target.settings, port: String(target.port) });
  const logFile = join(cluster.path, 'log');
  const log = openLog(logFile);
  const logStart = fstatSync(log).size;
  let child: ChildProcess;
  try {
    child = cluster.start(
      {
        program: binaries.postgres,
        args: (path) => [
          '-D',
          `${path}/data`,
          ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
        ],
      },
      log,
    );
  } finally {
    closeSync(log);
  }
  return (await isReady(child, target.url))
    ? { outcome: 'ready' }
    : { outcome: 'gave-up', said: readFileSync(logFile, 'utf8').slice(logStart).trim() };
}

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + RECOVERY_MS;
  const failure = new Promise<'ended'>((resolve) => {
    const end = () => {
      resolve('ended');
    };
    child.once('exit', end).once('error', end);
  });
  while (Date.now() < deadline) {
    if ((await probeServer(url)) === 'ready') return true;
    if ((await Promise.race([failure, sleep(POLL_MS)])) === 'ended') return false;
  }
  return false;
}

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

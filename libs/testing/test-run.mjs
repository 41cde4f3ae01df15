/**
 * The beginning and the end of a test run, in plain JavaScript because jest loads its global hooks without a
 * compiler. What lies between, the server and its databases, is in src/test-server.ts.
 */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const PREFIX = 'daybook-test-';
const STOP_PATIENCE_MS = 20_000;
const POLL_MS = 50;

/**
 * Gives the run a folder of its own and names it to the workers. No database is started here: the first spec that
 * asks for one starts it, so that a run of pure specs pays nothing.
 */
export async function startRun() {
  await removeAbandonedRuns();
  const folder = join(tmpdir(), PREFIX + randomBytes(6).toString('hex'));
  mkdirSync(folder, { mode: 0o711 });
  writeFileSync(join(folder, 'pid'), String(process.pid));
  process.env.DAYBOOK_TEST_RUN = folder;
}

/** Stops the run's server, drops what it made on the server of DATABASE_URL, and removes its folder. */
export async function endRun() {
  await removeRun(process.env.DAYBOOK_TEST_RUN);
}

async function removeRun(folder) {
  await stopServer(join(folder, 'postgres', 'data'));
  if (existsSync(join(folder, 'shared-server')) && process.env.DATABASE_URL) {
    await dropFromSharedServer(readFileSync(join(folder, 'shared-server'), 'utf8'), process.env.DATABASE_URL);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Runs that were killed leave a server behind, which nobody else will ever use. */
async function removeAbandonedRuns() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (!isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8')))) await removeRun(folder);
    } catch {
      // Another user's, or being made or removed by another run right now: theirs to clear away.
    }
  }
}

async function stopServer(dataDir) {
  const pid = serverPid(dataDir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT'); // PostgreSQL's fast shutdown
  const deadline = Date.now() + STOP_PATIENCE_MS;
  while (isRunning(pid) && Date.now() < deadline) await sleep(POLL_MS);
  if (isRunning(pid)) throw new Error(`the test server ${pid} does not stop`);
}

/** The server's process id, if that process is the server: ids are used again. */
function serverPid(dataDir) {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (!isRunning(pid)) return undefined;
    if (process.platform !== 'linux') return pid;
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function dropFromSharedServer(prefix, url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const databases = await client.query('select datname from pg_database where starts_with(datname, $1)', [
      prefix,
    ]);
    for (const { datname } of databases.rows) {
      await client.query(`alter database ${datname} is_template false`);
      await client.query(`drop database ${datname} with (force)`);
    }
    const roles = await client.query('select rolname from pg_roles where starts_with(rolname, $1)', [prefix]);
    for (const { rolname } of roles.rows) await client.query(`drop role ${rolname}`);
  } finally {
    await client.end();
  }
}

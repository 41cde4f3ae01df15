import { statfs } from 'node:fs/promises';
import { migrations } from '@daybook/migrations';
import { grouped } from '../terminal/numbers.js';
import { cause, ok, problem, warning, type Check, type Patient } from './check.js';
import { commandLine } from '../command-line.js';

/** The versions that the schema is made for; newer ones will work, but nobody has tried. */
const OLDEST_VERSION = 15;
const NEWEST_VERSION = 18;

/** WRITE refuses a stamp more than 5 s ahead of PostgreSQL's clock, and none lies before the last commit's. */
const COMMIT_AHEAD_MS = 5_000;
/** This machine's clock judges whether a mutation id lies in the future; a phone's may be a minute ahead. */
const CLOCK_WRONG_MS = 60_000;
const CLOCK_DOUBTFUL_MS = 1_000;

/** An import of a year's watch data writes about 1 GB of tables and log of PostgreSQL. */
const DISK_SCARCE_BYTES = 1e9;
const DISK_SHORT_BYTES = 5e9;

/** A setting without which an acknowledged write can be lost in a crash. */
const DURABLE = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply', 'remote_write'],
};

export const SERVER_CHECKS: readonly Check[] = [
  { name: 'PostgreSQL version', look: checkVersion },
  { name: 'durability', look: checkDurability },
  { name: 'disk', look: checkDisk },
  // From here on tables are read.
  { name: 'migrations', look: checkMigrations },
  { name: 'clock', look: checkClock },
];

async function checkVersion({ pool, database }: Patient) {
  const { rows } = await pool.query<{ number: string }>(
    `select current_setting('server_version_num') as number`,
  );
  const major = Math.floor(Number(rows[0]?.number) / 10_000);
  const found = `PostgreSQL ${major}${database.embedded ? ' (embedded)' : ''}`;
  if (major < OLDEST_VERSION) return problem(`${found} is too old: upgrade to ${OLDEST_VERSION} or newer.`);
  if (major > NEWEST_VERSION)
    return warning(`${found} is newer than anything this version was tried on (${NEWEST_VERSION}).`);
  return ok(`${found}.`);
}

async function checkMigrations({ pool }: Patient) {
  const table = await pool.query<{ known: boolean }>(
    `select to_regclass('kysely_migration') is not null as known`,
  );
  if (table.rows[0]?.known !== true)
    return cause(`The database was never migrated: run \`${commandLine('migrate')}\`.`);
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration order by name');
  const applied = rows.map(({ name }) => name);
  const missing = Object.keys(migrations).filter((name) => !applied.includes(name));
  if (missing.length > 0) return cause(`Missing: ${missing.join(', ')}. Run \`${commandLine('migrate')}\`.`);
  const foreign = applied.filter((name) => !(name in migrations));
  if (foreign.length > 0)
    return problem(`A newer version has applied ${foreign.join(', ')}: upgrade this program.`);
  return ok(`All ${applied.length} applied, the last is ${applied.at(-1) ?? ''}.`);
}

async function checkDurability({ pool }: Patient) {
  const names = Object.keys(DURABLE);
  const { rows } = await pool.query<{ name: keyof typeof DURABLE; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [names],
  );
  const unsafe = rows.filter(({ name, setting }) => !DURABLE[name].includes(setting));
  const found = unsafe.map(({ name, setting }) => `${name} is ${setting}`).join(', ');
  if (unsafe.length > 0)
    return problem(`A crash can lose what was acknowledged (${found}): set it on in PostgreSQL.`);
  return ok('What was acknowledged survives a crash of PostgreSQL.');
}

const READ_CLOCK = `
select (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
  round(coalesce(extract(epoch from max(s.last_recorded_at) - clock_timestamp()) * 1000, 0))::float8 as ahead
from user_streams s`;

async function checkClock({ pool }: Patient) {
  const before = Date.now();
  const { rows } = await pool.query<{ now: number; ahead: number }>(READ_CLOCK);
  const after = Date.now();
  const { now = NaN, ahead = 0 } = rows[0] ?? {};
  if (ahead > COMMIT_AHEAD_MS) {
    return problem(
      `The clock of PostgreSQL is ${grouped(ahead)} ms behind the newest commit: until it has caught up some subjects cannot be written; synchronise it.`,
    );
  }
  const difference = Math.round(now - (before + after) / 2);
  const found = `The clocks of this machine and of PostgreSQL differ by ${grouped(Math.abs(difference))} ms`;
  if (Math.abs(difference) >= CLOCK_WRONG_MS)
    return problem(`${found}: ids made now are refused, or ids of the future accepted; synchronise them.`);
  return Math.abs(difference) > CLOCK_DOUBTFUL_MS ? warning(`${found}: synchronise them.`) : ok(`${found}.`);
}

async function checkDisk({ pool, database, settings }: Patient) {
  const { rows } = await pool.query<{ bytes: number }>(
    'select pg_database_size(current_database()) as bytes',
  );
  const size = `The database takes ${grouped((rows[0]?.bytes ?? 0) / 1e6, 1)} MB`;
  if (!database.embedded) return ok(`${size}; how much is left only its own machine knows.`);
  const { bavail, bsize } = await statfs(settings.dataDir);
  const free = bavail * bsize;
  const found = `${size}; ${grouped(free / 1e9, 1)} GB are free`;
  if (free < DISK_SCARCE_BYTES) return problem(`${found}: make room, or writing will stop.`);
  return free < DISK_SHORT_BYTES ? warning(`${found}: make room soon.`) : ok(`${found}.`);
}

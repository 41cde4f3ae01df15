import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** The account PostgreSQL runs under when it cannot be the current one: it refuses to run as root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** On systems without a `postgres` user the unprivileged one will do; both Linux and macOS always have it. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * Whom to become before starting PostgreSQL: nobody else for an ordinary user; for root the owner of the cluster if
 * there is one, because only the owner can open it, else the first of `postgres` and `nobody` that exists.
 */
export function serverAccount(clusterDir: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = statSync(clusterDir, { throwIfNoEntry: false });
  if (cluster !== undefined && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  for (const name of CANDIDATES) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither a `postgres` nor a `nobody` user to run it as: ' +
      'start Daybook as an ordinary user, or set DATABASE_URL.',
  );
}

function idOf(name: string, flag: '-u' | '-g'): number | undefined {
  try {
    return Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
}

/** Whether the account can enter a folder, told by entering it: modes alone miss parents, groups and ACLs. */
export function canEnter(account: ServerAccount | undefined, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

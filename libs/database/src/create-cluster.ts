import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER_ROLES, createSecrets, type ClusterSecrets } from './cluster-secrets.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { isRunning } from './running-process.js';
import type { ServerAccount } from './server-account.js';
import { ServerFolder } from './server-folder.js';

export const CLUSTER_DATABASE = 'daybook';

const UNFINISHED = '.postgres-';

/** Passwords only, and only from this machine. */
const HOST_RULES = 'host all all 127.0.0.1/32 scram-sha-256\n';

/**
 * A collation that is the same on every platform and never changes with an operating system's update, so that
 * indexes stay valid when the data folder moves.
 */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/**
 * Makes the cluster, its roles and the empty database in `dataDir/postgres`, unless it is there. Everything is made
 * beside and then renamed, so a cluster that exists is whole, no server ever listens on an unfinished one, and of
 * two processes that make one at the same time the first wins.
 */
export async function createCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<void> {
  const target = join(dataDir, 'postgres');
  if (existsSync(target)) return;
  removeAbandoned(dataDir);
  const beside = mkdtempSync(join(dataDir, `${UNFINISHED}${process.pid}-`));
  try {
    const data = join(beside, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (account !== undefined) {
      chmodSync(beside, 0o711);
      chownSync(data, account.uid, account.gid);
    }
    const folder = new ServerFolder(beside, account);
    const secrets = createSecrets(beside);
    await initialise(folder, binaries, secrets);
    await createRolesAndDatabase(folder, binaries, secrets);
    writeFileSync(join(data, 'pg_hba.conf'), HOST_RULES);
    renameSync(beside, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function removeAbandoned(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(UNFINISHED))) {
    const pid = Number.parseInt(name.slice(UNFINISHED.length), 10);
    if (!isRunning(pid)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

async function initialise(
  folder: ServerFolder,
  { initdb }: PostgresBinaries,
  secrets: ClusterSecrets,
): Promise<void> {
  const passwordFile = join(folder.path, 'password');
  writeFileSync(passwordFile, secrets.admin, { mode: 0o600 });
  if (folder.account !== undefined) chownSync(passwordFile, folder.account.uid, folder.account.gid);
  await folder.run({
    program: initdb,
    args: (path) => [
      `--pgdata=${path}/data`,
      `--username=${CLUSTER_ROLES.admin}`,
      '--auth=scram-sha-256',
      `--pwfile=${path}/password`,
      ...LOCALE,
    ],
  });
  rmSync(passwordFile);
}

/** Single-user mode takes one statement per line and needs no listening server. */
async function createRolesAndDatabase(
  folder: ServerFolder,
  { postgres }: PostgresBinaries,
  secrets: ClusterSecrets,
): Promise<void> {
  const { owner, api } = CLUSTER_ROLES;
  const statements = [
    `create role ${owner} login password '${secrets.owner}'`,
    `create role ${api} login password '${secrets.api}'`,
    `create database ${CLUSTER_DATABASE} owner ${owner}`,
  ];
  await folder.run({
    program: postgres,
    args: (path) => ['--single', '-D', `${path}/data`, '-c', 'exit_on_error=on', CLUSTER_ROLES.admin],
    input: statements.join('\n') + '\n',
  });
}

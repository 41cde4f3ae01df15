import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLUSTER_ROLES, readSecrets, type ClusterSecrets } from './cluster-secrets.js';
import { CLUSTER_DATABASE, createCluster } from './create-cluster.js';
import { freePort } from './free-port.js';
import { keepRunning, type ServerNews } from './keep-running.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { lastKnownPort, lastKnownProcess, probeServer } from './probe-server.js';
import { isRunning } from './running-process.js';
import { readPort, rememberPort } from './remembered-port.js';
import { serverAccount } from './server-account.js';
import { ServerFolder } from './server-folder.js';
import { ServerHold } from './server-hold.js';
import { startServer } from './server-process.js';

/** A running PostgreSQL of a data folder. The addresses hold passwords. */
export interface EmbeddedPostgres {
  /** The role that owns the database: migrates, compacts, erases. */
  readonly ownerUrl: string;
  /** The role that serves requests. */
  readonly apiUrl: string;
  /** The superuser, in the maintenance database `postgres`: makes other databases. */
  readonly adminUrl: string;
  /** Whether the server was already running. */
  readonly adopted: boolean;
  /** Starts the server again, at the same address, when it ends before {@link stop}. To be called once. */
  keepRunning(news: ServerNews): void;
  /** Lets go of the server; the last of its users stops it, without waiting for open sessions. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Where everything of this server lives; made if missing. */
  readonly dataDir: string;
  /** Server settings on top of the launcher's own, for a server that this call starts. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** After a crash the former server's children hold its shared memory for some seconds. */
const CRASH_PATIENCE_MS = 10_000;
const POLL_MS = 100;
/** Longer than `RECOVERY_MS`: a server that recovers is waited for, not started again. */
const STARTING_PATIENCE_MS = 130_000;
const STOP_SECONDS = 60;

/**
 * Starts the PostgreSQL of `dataDir`, made on the first call, or adopts it if it runs. It listens on 127.0.0.1
 * only, on a port that the folder remembers, and is shared: any number of processes may call this at the same time.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const clusterDir = join(dataDir, 'postgres');
  const account = serverAccount(join(clusterDir, 'data'));
  // Root's server runs under another account, which must get through this folder to its own.
  mkdirSync(dataDir, { recursive: true, mode: account === undefined ? 0o700 : 0o711 });
  const hold = await ServerHold.take(dataDir);
  try {
    const binaries = postgresBinaries(dataDir, account);
    await createCluster(dataDir, binaries, account);
    refuseOtherVersion(clusterDir, binaries);
    const cluster = new ServerFolder(clusterDir, account);
    const secrets = readSecrets(clusterDir);
    const { port, adopted } = await adoptOrStart(cluster, binaries, secrets, options.settings ?? {});
    let endWatch = () => Promise.resolve();
    return {
      ...serverUrls(secrets, port),
      adopted,
      keepRunning: (news) => {
        const isUp = () => isServerUp(cluster.path, serverUrls(secrets, port).ownerUrl);
        const startAgain = async () => {
          const now = await adoptOrStart(cluster, binaries, secrets, options.settings ?? {});
          if (now.port !== port)
            throw new Error(`PostgreSQL came back at port ${now.port}, because somebody has taken ${port}.`);
        };
        endWatch = keepRunning({ isUp, startAgain }, news);
      },
      stop: async () => {
        await endWatch();
        await hold.release(() => stopServer(cluster, binaries));
      },
    };
  } catch (error) {
    await hold.release(() => Promise.resolve());
    throw error;
  }
}

function serverUrls(secrets: ClusterSecrets, port: number) {
  const at = `127.0.0.1:${port}`;
  return {
    ownerUrl: `postgres://${CLUSTER_ROLES.owner}:${secrets.owner}@${at}/${CLUSTER_DATABASE}`,
    apiUrl: `postgres://${CLUSTER_ROLES.api}:${secrets.api}@${at}/${CLUSTER_DATABASE}`,
    adminUrl: `postgres://${CLUSTER_ROLES.admin}:${secrets.admin}@${at}/postgres`,
  };
}

/** A cluster keeps the major version it was made with; reading it with another would fail with less to go on. */
function refuseOtherVersion(clusterDir: string, { version }: PostgresBinaries): void {
  const made = readFileSync(join(clusterDir, 'data', 'PG_VERSION'), 'utf8').trim();
  if (version.split('.')[0] === made) return;
  throw new Error(
    `The data in ${clusterDir} was made by PostgreSQL ${made}, this Daybook brings ${version}. ` +
      'Export with the former release and import with this one, or run that PostgreSQL and set DATABASE_URL.',
  );
}

async function adoptOrStart(
  cluster: ServerFolder,
  binaries: PostgresBinaries,
  secrets: ClusterSecrets,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly port: number; readonly adopted: boolean }> {
  const deadline = Date.now() + CRASH_PATIENCE_MS;
  for (;;) {
    const running = await findRunning(cluster.path, secrets);
    if (running !== undefined) return { port: running, adopted: true };
    const port = await freePort(readPort(cluster.path));
    const attempt = await startServer(cluster, binaries, {
      port,
      url: serverUrls(secrets, port).ownerUrl,
      settings,
    });
    if (attempt.outcome === 'ready') {
      rememberPort(cluster.path, port);
      return { port, adopted: false };
    }
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL does not start in ${cluster.path}: ${attempt.said}`);
    await sleep(POLL_MS);
  }
}

/** The port of the server that runs on the cluster now; waits for one that is still starting. */
async function findRunning(clusterDir: string, secrets: ClusterSecrets): Promise<number | undefined> {
  const deadline = Date.now() + STARTING_PATIENCE_MS;
  while (Date.now() < deadline) {
    const port = lastKnownPort(clusterDir);
    if (port === undefined) return undefined;
    const state = await probeServer(serverUrls(secrets, port).ownerUrl);
    if (state !== 'starting') return state === 'ready' ? port : undefined;
    await sleep(POLL_MS);
  }
  throw new Error(
    `The PostgreSQL of ${clusterDir} has been starting for ${STARTING_PATIENCE_MS / 1000} s; see its log.`,
  );
}

/** Its process is asked for first; it may be out of sight, in another container. */
async function isServerUp(clusterDir: string, url: string): Promise<boolean> {
  const pid = lastKnownProcess(clusterDir);
  if (pid !== undefined && isRunning(pid)) return true;
  return (await probeServer(url)) !== 'absent';
}

async function stopServer(cluster: ServerFolder, { pgCtl }: PostgresBinaries): Promise<void> {
  const pidFile = join(cluster.path, 'data', 'postmaster.pid');
  const pid = lastKnownProcess(cluster.path);
  // A server that was killed leaves its file behind, which the next start clears away.
  if (pid === undefined || !isRunning(pid)) return;
  try {
    await cluster.run({
      program: pgCtl,
      args: (path) => ['stop', `--pgdata=${path}/data`, '--mode=fast', '--wait', `--timeout=${STOP_SECONDS}`],
    });
  } catch (error) {
    // It may have ended by itself in between; whether it is gone is all that counts.
    if (!existsSync(pidFile) || !isRunning(pid)) return;
    throw new Error(`The PostgreSQL in ${cluster.path} does not stop; see its log.`, { cause: error });
  }
}

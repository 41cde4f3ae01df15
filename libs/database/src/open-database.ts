import { CLUSTER_ROLES } from './cluster-secrets.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { ServerNews } from './keep-running.js';
import { waitForDatabase } from './wait-for-database.js';

export interface DatabaseConfiguration {
  /** DATABASE_URL, the API's role. It always wins over the embedded server. */
  readonly databaseUrl?: string | undefined;
  /** DAYBOOK_OWNER_URL; a server with one role for everything needs none. */
  readonly ownerUrl?: string | undefined;
  /** Where the embedded server lives if there is no `databaseUrl`. */
  readonly dataDir: string;
  /** Told once if the configured server lets wait for it: where, without a password. */
  readonly onWait?: (place: string) => void;
}

/** A database that answers. */
export interface OpenDatabase {
  readonly apiUrl: string;
  /** The role behind `apiUrl`, which migrations grant its rights to. */
  readonly apiRole: string;
  readonly ownerUrl: string;
  readonly embedded: boolean;
  /** Starts the embedded server again when it ends; nothing for a server of somebody else's. To be called once. */
  keepRunning(news: ServerNews): void;
  /** Stops the embedded server unless another process uses it; nothing for a server of somebody else's. */
  close(): Promise<void>;
}

/** A database in a container beside ours is up by then, or has a fault that waiting does not mend. */
const PATIENCE_MS = 30_000;

/** Finds the database as every subcommand does: the configured server, else the embedded one of the data folder. */
export async function openDatabase(configuration: DatabaseConfiguration): Promise<OpenDatabase> {
  const { databaseUrl, ownerUrl, dataDir, onWait } = configuration;
  if (databaseUrl !== undefined) {
    const apiRole = await waitForDatabase(databaseUrl, PATIENCE_MS, onWait);
    return {
      apiRole,
      apiUrl: databaseUrl,
      ownerUrl: ownerUrl ?? databaseUrl,
      embedded: false,
      keepRunning: () => undefined,
      close: () => Promise.resolve(),
    };
  }
  const server = await startEmbeddedPostgres({ dataDir });
  return {
    apiRole: CLUSTER_ROLES.api,
    apiUrl: server.apiUrl,
    ownerUrl: server.ownerUrl,
    embedded: true,
    keepRunning: (news) => {
      server.keepRunning(news);
    },
    close: () => server.stop(),
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** What answers at an address: a server, one that is not ready yet (it recovers after a crash), or nothing. */
export type ServerState = 'ready' | 'starting' | 'absent';

/** Loopback answers at once; this only ends the wait for something on that port that is no PostgreSQL. */
const PROBE_TIMEOUT_MS = 2000;

const CANNOT_CONNECT_NOW = '57P03';

/** SCRAM proves both sides: a stranger on the port neither gets the password nor passes for the cluster. */
export async function probeServer(url: string): Promise<ServerState> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return (error as pg.DatabaseError).code === CANNOT_CONNECT_NOW ? 'starting' : 'absent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The first line of `postmaster.pid`: the process of the server that last started on this data, if it says so. */
export function lastKnownProcess(clusterDir: string): number | undefined {
  return lineOf(clusterDir, 0);
}

/** The fourth line of `postmaster.pid`: where the server that last started on this data listens, if it says so. */
export function lastKnownPort(clusterDir: string): number | undefined {
  return lineOf(clusterDir, 3);
}

function lineOf(clusterDir: string, line: number): number | undefined {
  try {
    const lines = readFileSync(join(clusterDir, 'data', 'postmaster.pid'), 'utf8').split('\n');
    const number = Number(lines[line]);
    return Number.isInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}

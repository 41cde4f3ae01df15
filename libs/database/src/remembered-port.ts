import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the cluster listened when it last ran, so that addresses written down elsewhere stay good. */
export function readPort(clusterDir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(clusterDir, 'port'), 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

export function rememberPort(clusterDir: string, port: number): void {
  writeFileSync(join(clusterDir, 'port'), `${port}\n`);
}

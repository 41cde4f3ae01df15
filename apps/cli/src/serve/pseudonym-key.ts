import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../settings/settings.js';
import { UsageError } from '../usage-error.js';

const FILE = 'pseudonym.key';
const KEY_BYTES = 32;

/**
 * The key under which log lines name subjects and devices: the configured one, else one that is made once and kept
 * in the data folder. Servers on several machines that share a database must be given the same.
 */
export function pseudonymKey({ pseudonymKey: configured, dataDir }: Settings): Uint8Array {
  if (configured !== null) return configured;
  const path = join(dataDir, FILE);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // The file is there already, which is how it should be; unless the folder is a file.
    if (!existsSync(path)) {
      throw new UsageError(
        `${path} cannot be written (${(error as Error).message}): choose another --data-dir, or set DAYBOOK_PSEUDONYM_KEY.`,
      );
    }
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  if (key.length === KEY_BYTES) return key;
  throw new UsageError(`${path} holds no key of 64 hexadecimal digits: remove it, and another will be made.`);
}

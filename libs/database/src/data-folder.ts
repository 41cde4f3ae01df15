import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a folder is to the embedded PostgreSQL. `vacant`: one can be made there, because the folder is missing, empty,
 * or holds only what a start leaves that did not get as far. `foreign`: it holds what belongs to somebody else.
 */
export type DataFolderState = 'installation' | 'vacant' | 'foreign';

/** What stands in a data folder beside the cluster, and what a file system puts into its own root. */
const BESIDE_A_CLUSTER = /^(holds|pseudonym\.key|binaries-.+|\.postgres-.+|lost\+found)$/;

/** @throws the error of the file system if the folder is none or cannot be read */
export function dataFolderState(dataDir: string): DataFolderState {
  if (existsSync(join(dataDir, 'postgres', 'secrets.json'))) return 'installation';
  if (!existsSync(dataDir)) return 'vacant';
  return readdirSync(dataDir).every((name) => BESIDE_A_CLUSTER.test(name)) ? 'vacant' : 'foreign';
}

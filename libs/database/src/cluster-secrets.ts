import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The roles of an embedded server: `admin` is its superuser, `owner` owns the database, `api` serves requests. */
export const CLUSTER_ROLES = { admin: 'postgres', owner: 'daybook_owner', api: 'daybook_api' } as const;

export type ClusterRole = keyof typeof CLUSTER_ROLES;

/** The password of each role. */
export type ClusterSecrets = Readonly<Record<ClusterRole, string>>;

/** 192 bits; base64url needs no quoting in SQL, in a URL or in a file. */
const newPassword = () => randomBytes(24).toString('base64url');

/** Makes the passwords and writes them to a file that only the current user can read. */
export function createSecrets(folder: string): ClusterSecrets {
  const secrets = { admin: newPassword(), owner: newPassword(), api: newPassword() };
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
  return secrets;
}

export function readSecrets(folder: string): ClusterSecrets {
  return JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as ClusterSecrets;
}

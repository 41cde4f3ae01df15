import type { Migration } from 'kysely';
import * as logAndProjections from './0001-log-and-projections.js';

export { apiRoleGrants } from './api-role-grants.js';

/** Every migration by its name, in order. A released one is never edited or renamed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-log-and-projections': logAndProjections,
};

export { dataFolderState, type DataFolderState } from './data-folder.js';
export type { Database } from './database-schema.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres.js';
export type { ServerNews } from './keep-running.js';
export { createKysely } from './kysely.js';
export { migrateToLatest, type MigrationPlan } from './migrator.js';
export { openDatabase, type DatabaseConfiguration, type OpenDatabase } from './open-database.js';
export { pendingMigrations } from './pending-migrations.js';
export { createPool, type PoolOptions } from './pool.js';
export { isTokenShaped, newToken, secretHash } from './token-text.js';
export { waitForDatabase } from './wait-for-database.js';
export { ReplannedStatement } from './replanned-statement.js';

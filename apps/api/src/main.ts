import { randomBytes } from 'node:crypto';
import { migrateToLatest, openDatabase } from '@daybook/database';
import { apiRoleGrants, migrations } from '@daybook/migrations';
import { createApi } from './create-api.js';
import { stopOnSignal } from './stop-on-signal.js';

/**
 * The server by itself, for development (`nest start api --watch`): configured by the environment, with the embedded
 * database unless DATABASE_URL names another. An installation is started by `daybook serve`.
 */
const { DATABASE_URL, DAYBOOK_OWNER_URL, DAYBOOK_DATA_DIR, PORT, HOST } = process.env;

const database = await openDatabase({
  databaseUrl: DATABASE_URL,
  ownerUrl: DAYBOOK_OWNER_URL,
  dataDir: DAYBOOK_DATA_DIR ?? '.daybook',
});
const { apiUrl, apiRole, ownerUrl } = database;
await migrateToLatest(ownerUrl, { migrations, apiRole, grants: apiRoleGrants });
const api = await createApi({
  databaseUrl: apiUrl,
  // Lines of two starts need not belong together while somebody develops.
  pseudonymKey: randomBytes(32),
  ...(PORT !== undefined && { port: Number(PORT) }),
  ...(HOST !== undefined && { host: HOST }),
});
stopOnSignal(async () => {
  await api.close();
  await database.close();
});
process.stderr.write(`listening on ${await api.listen()}\n`);

import { testDatabase, type TestDatabase } from '@daybook/testing';
import { buildProgram, DaybookProgram, emptyFolder, type Serving } from './daybook-program.js';

/** A server as it is operated: the program, with a database and a folder of its own. */
export interface InstallationUnderTest {
  readonly database: TestDatabase;
  /** Knows the database by both roles, so that its commands work on what the server serves. */
  readonly program: DaybookProgram;
  readonly server: Serving;
  close(): Promise<void>;
}

export async function installationUnderTest(): Promise<InstallationUnderTest> {
  buildProgram();
  const database = await testDatabase();
  const folder = emptyFolder();
  const program = new DaybookProgram(folder.path, {
    DATABASE_URL: database.apiUrl,
    DAYBOOK_OWNER_URL: database.ownerUrl,
    DAYBOOK_LOG_LEVEL: 'silent',
    DAYBOOK_DATA_DIR: folder.path,
  });
  const server = await program.serve(['--port', '0']);
  return {
    database,
    program,
    server,
    close: async () => {
      await server.stop();
      folder.remove();
      await database.drop();
    },
  };
}

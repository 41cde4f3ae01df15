import { emptyTestDatabase, testDatabase, type TestDatabase } from '@daybook/testing';
import { apiRoleGrants, migrations } from '@daybook/migrations';
import { sql, type Kysely, type Migration } from 'kysely';
import { migrateToLatest, type MigrationPlan } from './migrator.js';
import { pendingMigrations } from './pending-migrations.js';
import { createPool } from './pool.js';

const notes: Migration = {
  up: async (db: Kysely<unknown>) => {
    await sql`create table notes (id integer primary key, text text not null)`.execute(db);
    await sql`insert into notes values (1, 'first')`.execute(db);
  },
};

const faulty: Migration = {
  up: async (db: Kysely<unknown>) => {
    await sql`create table half (id integer primary key)`.execute(db);
    await sql`select 1 / 0`.execute(db);
  },
};

describe('the migrator', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await emptyTestDatabase();
  });
  afterEach(async () => {
    await database.drop();
  });

  const plan = (steps: Readonly<Record<string, Migration>>): MigrationPlan => ({
    migrations: steps,
    apiRole: database.apiRole,
    grants: (role) => `grant select on notes to ${role};`,
  });

  const rowsOf = async (url: string, statement: string): Promise<readonly unknown[]> => {
    const pool = createPool(url, { max: 1, applicationName: 'spec' });
    try {
      return (await pool.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await pool.end();
    }
  };

  it('applies what is missing, once', async () => {
    expect(await migrateToLatest(database.ownerUrl, plan({ '0001-notes': notes }))).toEqual(['0001-notes']);
    expect(await migrateToLatest(database.ownerUrl, plan({ '0001-notes': notes }))).toEqual([]);
    expect(await rowsOf(database.apiUrl, 'select id, text from notes')).toEqual([{ id: 1, text: 'first' }]);
  });

  it('lets twenty processes migrate the same database at once', async () => {
    const runs = await Promise.all(
      Array.from({ length: 20 }, () => migrateToLatest(database.ownerUrl, plan({ '0001-notes': notes }))),
    );
    expect(runs.filter((applied) => applied.length === 1)).toHaveLength(1);
    expect(runs.filter((applied) => applied.length === 0)).toHaveLength(19);
    expect(await rowsOf(database.ownerUrl, 'select count(*) as count from notes')).toEqual([{ count: 1 }]);
  });

  it('leaves nothing of a migration that fails, and names it', async () => {
    const steps = { '0001-notes': notes, '0002-faulty': faulty };
    await expect(migrateToLatest(database.ownerUrl, plan(steps))).rejects.toThrow(
      'The migration failed at 0002-faulty: division by zero',
    );
    expect(
      await rowsOf(database.ownerUrl, "select to_regclass('half') as half, to_regclass('notes') as notes"),
    ).toEqual([{ half: null, notes: null }]);
    expect(await pendingMigrations(database.apiUrl, steps)).toEqual(['0001-notes', '0002-faulty']);
  });

  it('tells the API what is pending, in order', async () => {
    await migrateToLatest(database.ownerUrl, plan({ '0001-notes': notes }));
    const steps = { '0003-later': notes, '0001-notes': notes, '0002-next': notes };
    expect(await pendingMigrations(database.apiUrl, steps)).toEqual(['0002-next', '0003-later']);
    expect(await pendingMigrations(database.apiUrl, { '0001-notes': notes })).toEqual([]);
  });

  it('quotes the name of the role that gets the rights', async () => {
    const granted: string[] = [];
    const odd = {
      ...plan({ '0001-notes': notes }),
      apiRole: 'no "such" role',
    };
    await expect(migrateToLatest(database.ownerUrl, odd)).rejects.toThrow(
      'role "no "such" role" does not exist',
    );
    await migrateToLatest(database.ownerUrl, {
      ...plan({ '0001-notes': notes }),
      grants: (role) => {
        granted.push(role);
        return '';
      },
    });
    expect(granted).toEqual([`"${database.apiRole}"`]);
  });
});

describe("Daybook's own migrations", () => {
  it('are applied in every test database and can be granted again', async () => {
    const database = await testDatabase();
    try {
      expect(await pendingMigrations(database.apiUrl, migrations)).toEqual([]);
      const again = { migrations, apiRole: database.apiRole, grants: apiRoleGrants };
      expect(await migrateToLatest(database.ownerUrl, again)).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});

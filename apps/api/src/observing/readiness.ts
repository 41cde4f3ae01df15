import type { Pool } from 'pg';
import { eitherCommand } from '@daybook/contract';
import { pendingMigrations } from '@daybook/database';
import { migrations } from '@daybook/migrations';
import { ProblemError } from '../problem/problem-error.js';

/** Whether this process should be sent requests. */
export class Readiness {
  readonly #pool: Pool;
  readonly #databaseUrl: string;
  /** A schema that is current stays so: nothing takes a migration back. */
  #schemaIsCurrent = false;
  draining = false;

  constructor(pool: Pool, databaseUrl: string) {
    this.#pool = pool;
    this.#databaseUrl = databaseUrl;
  }

  /** @throws ProblemError `draining` or `unavailable` */
  async check(): Promise<void> {
    if (this.draining) throw new ProblemError('draining', 'this process is stopping: ask another');
    // The round trip: any failure of it is answered as `unavailable` by its own code.
    await this.#pool.query('select 1');
    if (!this.#schemaIsCurrent) await this.#checkSchema();
  }

  async #checkSchema(): Promise<void> {
    const pending = await pendingMigrations(this.#databaseUrl, migrations);
    if (pending.length > 0) {
      throw new ProblemError(
        'unavailable',
        `the schema lacks ${pending.join(', ')}: run ${eitherCommand('migrate')}`,
      );
    }
    this.#schemaIsCurrent = true;
  }
}

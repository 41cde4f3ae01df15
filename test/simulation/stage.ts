import { createHash, randomBytes } from 'node:crypto';
import { createApi, type Api } from '@daybook/api';
import { openStream } from '@daybook/event-log';
import { compactChangeLog } from '@daybook/projections';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import pg from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { ServerAddress } from './faulty-network.js';
import { BEGINNING } from './world.js';

/** Far enough in the future that no tombstone is spared. */
const ALL_TOMBSTONES = Date.UTC(2100, 0, 1);

/** The real server on a real database, where histories are played one after the other, each with its own subject. */
export class Stage implements ServerAddress {
  url: string | null = null;
  #sinceBeginning: () => number = () => 0;
  readonly owner: pg.Pool;
  readonly #database: TestDatabase;
  #api: Api | undefined;
  #starting: Promise<void> | undefined;

  private constructor(database: TestDatabase) {
    this.#database = database;
    this.owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  }

  static async open(): Promise<Stage> {
    const stage = new Stage(await testDatabase());
    await stage.startServer();
    return stage;
  }

  /** Starts the server, or waits for the start that is under way. */
  startServer(): Promise<void> {
    return (this.#starting ??= this.#start());
  }

  async stopServer(): Promise<void> {
    await this.#starting;
    this.#starting = undefined;
    this.url = null;
    await this.#api?.close();
  }

  async #start(): Promise<void> {
    this.#api = await createApi({
      databaseUrl: this.#database.apiUrl,
      pseudonymKey: randomBytes(32),
      port: 0,
      dashboardDirectory: 'no/such/directory',
      logLevel: 'silent',
      now: () => BEGINNING + this.#sinceBeginning(),
    });
    this.url = await this.#api.listen();
  }

  /** Lets the server's clock run as a history does, in ms since its beginning. */
  useClock(sinceBeginning: () => number): void {
    this.#sinceBeginning = sinceBeginning;
  }

  newSubject(): Promise<string> {
    return openStream(this.owner);
  }

  /** The token of a new device. */
  async newDevice(subject: string): Promise<string> {
    const deviceId = uuidv4();
    const token = `dbk_${randomBytes(32).toString('base64url')}`;
    const hash = createHash('sha256').update(token).digest();
    await this.owner.query('insert into devices (user_id, id, name) values ($1, $2, $3)', [
      subject,
      deviceId,
      'a phone',
    ]);
    await this.owner.query(
      `insert into tokens (id, user_id, device_id, role, token_hash) values ($1, $2, $3, 'subject', $4)`,
      [uuidv7(), subject, deviceId, hash],
    );
    return token;
  }

  /** Removes overtaken changes and every tombstone: cursors below them expire. */
  async compact(subject: string): Promise<void> {
    await compactChangeLog(this.owner, subject, ALL_TOMBSTONES);
  }

  /** The log gets another incarnation, as after a restore: every cursor expires. */
  async newEpoch(subject: string): Promise<void> {
    await this.owner.query('update user_streams set epoch = gen_random_uuid() where user_id = $1', [subject]);
  }

  async close(): Promise<void> {
    await this.stopServer();
    await this.owner.end();
    await this.#database.drop();
  }
}

import { Client, type Notification, type Pool } from 'pg';

/** One NOTIFY per process and window: inside the command's transaction it would serialise all commits (0.1–0.6 of the throughput). */
const DEBOUNCE_MS = 20;
const RECONNECT_MS = 1_000;
const CHANNEL = 'daybook_commits';
/** NOTIFY carries at most 8 000 bytes: 200 UUIDs and their commas fit. */
const SUBJECTS_PER_NOTIFICATION = 200;

type Listener = () => void;

/**
 * Hints that a subject's feed has grown, from this process at once, from others through NOTIFY. Hints get lost (a
 * broken connection, a restart); whoever waits for a change must also look for itself now and then.
 */
export class CommitSignals {
  readonly #pool: Pool;
  readonly #connection: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #outbox = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #listening: Client | undefined;
  #closed = false;

  /** @param connection where to listen; a connection of its own, because LISTEN belongs to a session */
  constructor(pool: Pool, connection: string) {
    this.#pool = pool;
    this.#connection = connection;
  }

  /** Calls back on every hint about the subject until the returned function is called. */
  subscribe(userId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(userId) ?? new Set();
    this.#listeners.set(userId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(userId) === listeners) this.#listeners.delete(userId);
    };
  }

  /** Tells this process at once and the others within the debounce window. */
  committed(userIds: readonly string[]): void {
    for (const userId of userIds) {
      this.#outbox.add(userId);
      this.#wake(userId);
    }
    this.#timer ??= setTimeout(() => void this.#notify(), DEBOUNCE_MS);
  }

  /** Begins to listen to other processes; reconnects until closed. */
  async listen(): Promise<void> {
    if (this.#closed) return;
    const client = new Client({ connectionString: this.#connection, application_name: 'daybook signals' });
    client.on('notification', (notification) => {
      this.#received(notification);
    });
    let isLost = false;
    const lost = (): void => {
      // A connection that breaks during LISTEN says so twice: as an event and as the failure of the statement.
      if (isLost) return;
      isLost = true;
      if (this.#listening === client) this.#listening = undefined;
      client.removeAllListeners();
      client.on('error', () => undefined);
      void client.end().catch(() => undefined);
      if (!this.#closed) setTimeout(() => void this.listen(), RECONNECT_MS).unref();
    };
    client.once('error', lost);
    client.once('end', lost);
    // Already now, so that who closes while it connects ends it too.
    this.#listening = client;
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      lost();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
    await this.#listening?.end().catch(() => undefined);
  }

  #received({ payload }: Notification): void {
    for (const userId of payload?.split(',') ?? []) this.#wake(userId);
  }

  #wake(userId: string): void {
    for (const listener of [...(this.#listeners.get(userId) ?? [])]) listener();
  }

  /** A failed NOTIFY is let go: the hint is lost, the feed is not. */
  async #notify(): Promise<void> {
    this.#timer = undefined;
    const subjects = [...this.#outbox];
    this.#outbox.clear();
    for (let i = 0; i < subjects.length && !this.#closed; i += SUBJECTS_PER_NOTIFICATION) {
      const payload = subjects.slice(i, i + SUBJECTS_PER_NOTIFICATION).join(',');
      await this.#pool.query('select pg_notify($1, $2)', [CHANNEL, payload]).catch(() => undefined);
    }
  }
}

import type { CorrectionItem } from '@daybook/contract';
import { parseStatsExternalId } from '@daybook/domain';
import { checkIntention } from '../outbox/check-intention.js';
import { enqueue, type Enqueued } from '../outbox/enqueue.js';
import { daysOf, discard, REQUEUE_AT_ONCE, retry } from '../outbox/give-up.js';
import type { Intention, RecordIntention } from '../outbox/intention.js';
import { metricCodeOf } from '../outbox/metric-code.js';
import { predictTotals } from '../view/claim.js';
import { View } from '../view/view.js';
import { ClientCore } from './client-core.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import type { ClientStatus } from './client-status.js';
import type { TokenSource } from './http.js';
import type { Outcome } from './outcome.js';
import { readQueue, type QueueView } from './queue-view.js';

/** The value of a whole day. It overrides what other sources say if its source is `manual`, as it is by default. */
export type TotalIntention = Omit<RecordIntention, 'externalId' | 'localDate' | 'source' | 'value'> & {
  /** `YYYY-MM-DD`, the subject's local day. */
  readonly date: string;
  /** `null`: the day is known to hold nothing. */
  readonly value: number | null;
  readonly source?: string;
};

/** What to take back: a record by its id (as for `correct`), a day's total, or a record by the name that its source gave it. */
export type RetractionTarget =
  | { readonly measurementId: string }
  | { readonly type: string; readonly date: string; readonly source?: string }
  | { readonly externalId: string; readonly source?: string; readonly type?: string };

const MANUAL = 'manual';

/**
 * An offline-first client of one subject's diary. Every write is kept on the device first and shown at once; it
 * reaches the server when there is one, in order, exactly once. Reads never wait for the network.
 *
 * Each write resolves to its key as soon as it is kept; `settled(key)` resolves to what the server made of it. One that
 * cannot be meant (`NaN`, no type, a date that is none) rejects with a TypeError, and nothing of it is kept.
 */
export class SyncClient {
  readonly view: View;
  readonly #core: ClientCore;
  readonly #source: string | undefined;

  constructor(options: ClientOptions) {
    this.#core = new ClientCore(options);
    this.#source = options.source;
    this.view = new View(this.#core.context.storage, options.predict ?? predictTotals);
  }

  /** The state of the sync. Changes come as `status` events. */
  get status(): ClientStatus {
    return this.#core.status;
  }

  /** Keeps a sample, a bucket or a total, and sends it when it can. */
  async record(record: RecordIntention): Promise<string> {
    return this.#write(this.#withSource(record));
  }

  /**
   * Sets the value of a whole day (`null`: the day is known to hold nothing). Setting it again before it was sent
   * replaces it.
   */
  async overwriteTotal({ date, type, source = MANUAL, ...content }: TotalIntention): Promise<string> {
    return this.#write({ ...content, type, source, externalId: totalId(type, date, content.value) });
  }

  /**
   * Gives a day total or a manual sample another value. The record is named by `measurementId` of its verdict or, as
   * long as it is in the outbox, by its key.
   */
  async correct(correction: Omit<CorrectionItem, 'id'>): Promise<string> {
    return this.#write(correction);
  }

  /** Takes a record back; after taking a manual total back, the newest of the other sources stands again. */
  async retract(target: RetractionTarget): Promise<string> {
    if ('measurementId' in target) return this.#write({ ...target, retract: true });
    if ('externalId' in target) return this.#write(this.#withSource({ ...target, retract: true as const }));
    const { type, date, source = MANUAL } = target;
    return this.#write({ retract: true, type, source, externalId: totalId(type, date, null) });
  }

  /** Keeps records in one transaction; `importAll` takes any number of them in portions. */
  async recordAll(records: readonly RecordIntention[]): Promise<Enqueued> {
    return this.#enqueue(records.map((record) => this.#withSource(record)));
  }

  /**
   * How a mutation ended. Without an end it waits: offline, for as long as that lasts.
   *
   * @throws Error when the client is closed or the subject erased: then no end is heard of any more
   */
  async settled(key: string): Promise<Outcome> {
    return this.#core.settlements.of(key);
  }

  /** What waits and what failed. */
  async queue(): Promise<QueueView> {
    return readQueue(this.#core.context.storage, this.status.nextSendAt);
  }

  /** Sends a failed mutation again; without a key every failed one. `false` if there is none. */
  async retry(key?: string): Promise<boolean> {
    const core = this.#core;
    const rows = await core.context.storage.write((transaction) => retry(transaction, key));
    for (const row of rows) core.settlements.expect(row.key);
    core.written(daysOf(rows));
    core.signal('shown');
    if (rows.length === REQUEUE_AT_ONCE) await this.retry();
    return rows.length > 0;
  }

  /** Takes a mutation out of the queue for good. `false` if it is not in there. */
  async discard(key: string): Promise<boolean> {
    const { context } = this.#core;
    const row = await context.storage.write((transaction) => discard(transaction, key));
    if (!row) return false;
    context.tell({ type: 'settled', key, outcome: { status: 'discarded' } });
    context.tell({ type: 'view', days: [row.day] });
    context.tell({ type: 'queue' });
    return true;
  }

  /** The returned function ends the subscription. */
  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.#core.listeners.add(listener);
    return () => {
      this.#core.listeners.delete(listener);
    };
  }

  /** Goes on after `needs_sign_in`, with another token or, signed in by a cookie, with none. */
  async signIn(token?: TokenSource): Promise<void> {
    const { started, context } = this.#core;
    if (token !== undefined) context.http.token = token;
    await started;
    this.#core.signal('signed_in');
  }

  /** Looks now, as when the app comes to the foreground (pull to refresh). */
  async syncNow(): Promise<void> {
    await this.#core.started;
    this.#core.signal('shown');
  }

  /** Stops. What waits stays on the device for the next time. */
  async close(): Promise<void> {
    await this.#core.close();
  }

  async #write(intention: Intention): Promise<string> {
    const { keys } = await this.#enqueue([intention]);
    return keys[0] as string;
  }

  /** When the promise resolves the intentions are kept, and shown; if one could not be sent as it was meant, none is. */
  async #enqueue(intentions: readonly Intention[]): Promise<Enqueued> {
    intentions.forEach(checkIntention);
    const { started, context, settlements } = this.#core;
    await started;
    const { clock, environment, storage, tell } = context;
    const naming = clock.isLearned ? 'timed' : 'guessed';
    const stamp = { ...clock.now(), naming, random: environment.random } as const;
    const enqueued = await storage.write((transaction, meta) =>
      enqueue(transaction, meta, intentions, stamp),
    );
    for (const key of enqueued.fresh) settlements.expect(key);
    for (const { key, by } of enqueued.replaced)
      tell({ type: 'settled', key, outcome: { status: 'replaced', by } });
    this.#core.written(enqueued.days);
    return enqueued;
  }

  #withSource<Item extends { readonly source?: string | null }>(item: Item): Item {
    return this.#source === undefined || item.source != null ? item : { ...item, source: this.#source };
  }
}

function totalId(type: string, date: string, value: number | null | undefined): string {
  const id = `stats:${metricCodeOf(type)}:${date}`;
  if (!type || value === undefined || !parseStatsExternalId(id)?.date)
    throw new TypeError('type and value must be given, date must be YYYY-MM-DD');
  return id;
}

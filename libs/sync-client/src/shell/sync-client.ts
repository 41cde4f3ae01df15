import type { CorrectionItem } from '@daybook/contract';
import { parseStatsExternalId } from '@daybook/domain';
import type { Enqueued } from '../outbox/enqueue.js';
import { metricCodeOf } from '../outbox/metric-code.js';
import type { Intention, RecordIntention } from '../outbox/intention.js';
import { predictTotals } from '../view/claim.js';
import { View } from '../view/view.js';
import { ClientCore } from './client-core.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { STARTING, type ClientStatus } from './client-status.js';
import { Http, type TokenSource } from './http.js';
import { openReplica } from './open-replica.js';
import type { Outcome } from './outcome.js';
import { platformEnvironment } from './platform-environment.js';
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
  readonly #http: Http;
  readonly #core: Promise<ClientCore>;
  readonly #listeners = new Set<(event: ClientEvent) => void>();
  readonly #source: string | undefined;
  #status: ClientStatus = STARTING;

  constructor(options: ClientOptions) {
    const environment = options.environment ?? platformEnvironment();
    this.#http = new Http(options.url, options.subject, options.token, environment);
    this.#source = options.source;
    const emit = (event: ClientEvent): void => {
      if (event.type === 'status') this.#status = event.status;
      for (const listener of [...this.#listeners]) {
        try {
          listener(event);
        } catch (error) {
          // The listener's fault: it is reported as one, and stops neither the sync nor the other listeners.
          environment.after(0, () => {
            throw error;
          });
        }
      }
    };
    this.#core = this.#open({ ...options, environment }, emit);
    this.#core.catch((error: unknown) => {
      emit({ type: 'fault', error });
    });
    this.view = new View(async () => (await this.#core).storage, options.predict ?? predictTotals);
  }

  /** The state of the sync. Changes come as `status` events. */
  get status(): ClientStatus {
    return this.#status;
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
    return this.#write({ ...content, type, source, externalId: totalId(type, date) });
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
    return this.#write({ retract: true, type, source, externalId: totalId(type, date) });
  }

  /** Keeps records in one transaction; `importAll` takes any number of them in portions. */
  async recordAll(records: readonly RecordIntention[]): Promise<Enqueued> {
    return (await this.#core).write(records.map((record) => this.#withSource(record)));
  }

  /** How a mutation ended. Without an end it waits: offline, for as long as that lasts. */
  async settled(key: string): Promise<Outcome> {
    return (await this.#core).settled(key);
  }

  /** What waits and what failed. */
  async queue(): Promise<QueueView> {
    const core = await this.#core;
    return readQueue(core.storage, core.status.nextSendAt);
  }

  /** Sends a failed mutation again; without a key every failed one. `false` if there is none. */
  async retry(key?: string): Promise<boolean> {
    return (await this.#core).retry(key);
  }

  /** Takes a mutation out of the queue for good. `false` if it is not in there. */
  async discard(key: string): Promise<boolean> {
    return (await this.#core).discard(key);
  }

  /** The returned function ends the subscription. */
  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Goes on after `needs_sign_in`, with another token or, signed in by a cookie, with none. */
  async signIn(token?: TokenSource): Promise<void> {
    if (token !== undefined) this.#http.token = token;
    (await this.#core).signal('signed_in');
  }

  /** Looks now, as when the app comes to the foreground (pull to refresh). */
  async syncNow(): Promise<void> {
    (await this.#core).signal('shown');
  }

  /** Stops. What waits stays on the device for the next time. */
  async close(): Promise<void> {
    const core = await this.#core.catch(() => null);
    await core?.close();
  }

  async #open(
    options: ClientOptions & Required<Pick<ClientOptions, 'environment'>>,
    emit: (event: ClientEvent) => void,
  ): Promise<ClientCore> {
    const storage = await options.storage(options.subject);
    const meta = await openReplica(storage, options.entities ?? null);
    return new ClientCore(options, { storage, meta, http: this.#http }, emit);
  }

  async #write(intention: Intention): Promise<string> {
    const { keys } = await (await this.#core).write([intention]);
    return keys[0] as string;
  }

  #withSource<Item extends { readonly source?: string | null }>(item: Item): Item {
    return this.#source === undefined || item.source != null ? item : { ...item, source: this.#source };
  }
}

function totalId(type: string, date: string): string {
  const id = `stats:${metricCodeOf(type)}:${date}`;
  if (!type || !parseStatsExternalId(id)?.date)
    throw new TypeError('type must be given, date must be YYYY-MM-DD');
  return id;
}

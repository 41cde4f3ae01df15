import type { EffectContext } from '../effects/effect-context.js';
import { DEFAULT_RETRY_POLICY } from '../machine/retry-policy.js';
import type { SyncState } from '../machine/sync-state.js';
import { checkIntention } from '../outbox/check-intention.js';
import { enqueue, type Enqueued } from '../outbox/enqueue.js';
import { afresh } from '../outbox/give-up.js';
import type { Intention } from '../outbox/intention.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { inWords, nextTriesOf, phaseOf, STARTING, type ClientStatus } from './client-status.js';
import { Engine } from './engine.js';
import type { Environment, Signal } from './environment.js';
import type { Http } from './http.js';
import type { Outcome } from './outcome.js';
import { revived } from './open-replica.js';
import { Settlements } from './settlements.js';
import { Tabs, type TabMessage } from './tabs.js';

/** Brought back in one transaction. */
const RETRIED_AT_ONCE = 500;

/** One opened client: engine, tabs and storage, and the traffic between them. */
export class ClientCore {
  readonly storage: ReplicaStorage;
  readonly #environment: Environment;
  readonly #context: Omit<EffectContext, 'report'>;
  readonly #engine: Engine;
  readonly #tabs: Tabs;
  readonly #settlements = new Settlements();
  readonly #emit: (event: ClientEvent) => void;
  readonly #unwatch: () => void;
  #status: ClientStatus;

  constructor(
    options: ClientOptions & { readonly environment: Environment },
    parts: { readonly storage: ReplicaStorage; readonly meta: ReplicaMeta; readonly http: Http },
    emit: (event: ClientEvent) => void,
  ) {
    const { environment, subject } = options;
    const { storage, meta, http } = parts;
    this.storage = revived(storage, meta.entities, () => this.#status.phase);
    this.#environment = environment;
    this.#emit = emit;
    this.#status = { ...STARTING, levelAt: meta.levelAt };
    this.#context = {
      subject,
      filtered: meta.entities !== null,
      storage: this.storage,
      http,
      environment,
      policy: options.retry ?? DEFAULT_RETRY_POLICY,
      tell: (event) => {
        this.#tell(event);
      },
      show: (part) => {
        this.#show(part);
      },
    };
    // NaN, too, is nothing learnt: it would make ids of no time.
    http.clock = { offsetMs: Number(meta.clockOffsetMs) || 0, learned: null };
    this.#engine = new Engine(this.#context, (state) => {
      this.#showState(state);
    });
    this.#tabs = new Tabs(environment, storage.sharedAs, {
      gained: () => {
        this.#lookForOutcomes();
        this.#engine.take({ type: 'lead_gained' });
        if (!environment.isOnline()) this.#engine.take({ type: 'offline' });
      },
      lost: () => {
        this.#engine.take({ type: 'lead_lost' });
      },
      hear: (message) => {
        this.#hear(message);
      },
    });
    this.#unwatch = environment.watch((signal) => {
      this.signal(signal);
    });
    this.#tabs.poke('shown');
  }

  get status(): ClientStatus {
    return this.#status;
  }

  /** The network came or went, somebody looks at the app, or somebody signed in. */
  signal(signal: Signal | 'signed_in'): void {
    if (this.#tabs.leads) this.#engine.take({ type: signal });
    // The token is known in this tab alone.
    else if (signal === 'signed_in') this.#tabs.takeLead();
    else if (signal === 'shown') {
      this.#tabs.poke(signal);
      // A page that was put away may have heard nothing meanwhile.
      this.#lookForOutcomes();
    }
  }

  /**
   * Puts intentions into the outbox; when the promise resolves they are kept, and shown.
   *
   * @throws TypeError if one could not be sent as it was meant; then none is kept
   */
  async write(intentions: readonly Intention[]): Promise<Enqueued> {
    intentions.forEach(checkIntention);
    const { http, environment } = this.#context;
    const naming = http.clock.learned === null ? 'guessed' : 'timed';
    const stamp = { ...http.time(), naming, random: environment.random } as const;
    const enqueued = await this.storage.write((transaction) => enqueue(transaction, intentions, stamp));
    for (const key of enqueued.fresh) this.#settlements.expect(key);
    for (const { key, by } of enqueued.replaced) {
      this.#tell({ type: 'settled', key, outcome: { status: 'replaced', by } });
    }
    this.#tellWritten(enqueued.days);
    return enqueued;
  }

  async settled(key: string): Promise<Outcome> {
    const known = this.#settlements.known(key);
    if (known) return known;
    const isExpected = this.#settlements.expected().has(key);
    const outcome = this.#settlements.wait(key);
    if (!isExpected) await this.#readOutcomes([key]);
    return outcome;
  }

  /** Gives a mutation another turn at once, or every failed one, whatever it failed by or waits for. */
  async retry(key?: string): Promise<boolean> {
    const rows = await this.storage.write(async (transaction) => {
      const found =
        key === undefined
          ? await transaction.queue('failed', 0, Infinity, RETRIED_AT_ONCE)
          : [await transaction.mutation(key)];
      const stuck = found.flatMap((row) => (row && row.state !== 'acknowledged' ? [row] : []));
      for (const row of stuck) transaction.putMutation(afresh(row));
      return stuck;
    });
    for (const row of rows) this.#settlements.expect(row.key);
    this.#tellWritten(rows.map(({ day }) => day));
    if (rows.length === RETRIED_AT_ONCE) await this.retry();
    return rows.length > 0;
  }

  /** Takes a mutation out of the outbox. One that was sent without an answer may be on the server all the same. */
  async discard(key: string): Promise<boolean> {
    const row = await this.storage.write(async (transaction) => {
      const found = await transaction.mutation(key);
      if (!found || found.state === 'acknowledged') return null;
      transaction.deleteMutation(found.order);
      return found;
    });
    if (!row) return false;
    this.#tell({ type: 'settled', key, outcome: { status: 'discarded' } });
    this.#tell({ type: 'view', days: [row.day] });
    this.#tell({ type: 'queue' });
    return true;
  }

  async close(): Promise<void> {
    this.#unwatch();
    this.#tabs.close();
    this.#show({ phase: 'stopped' });
    this.#engine.take({ type: 'lead_lost' });
    await this.storage.close();
  }

  /** Verdicts that were kept, and not told here: the leader died in between, or this tab did not hear it. */
  #lookForOutcomes(): void {
    this.#readOutcomes([...this.#settlements.expected().keys()]).catch((error: unknown) => {
      this.#emit({ type: 'fault', error });
    });
  }

  async #readOutcomes(keys: readonly string[]): Promise<void> {
    const rows = await this.storage.read((reader) => Promise.all(keys.map((key) => reader.mutation(key))));
    keys.forEach((key, i) => {
      const row = rows[i];
      const outcome: Outcome | null = row ? row.verdict : { status: 'settled_earlier' };
      if (outcome && !this.#settlements.known(key)) this.#settlements.settle(key, outcome);
    });
  }

  #tellWritten(days: readonly string[]): void {
    this.#tell({ type: 'view', days });
    this.#tell({ type: 'queue' });
    if (this.#tabs.leads) this.#engine.take({ type: 'written' });
    else this.#tabs.poke('written');
  }

  /** Tells this tab and the others. */
  #tell(event: ClientEvent): void {
    this.#take(event);
    if (event.type !== 'fault') this.#tabs.post({ type: 'event', event });
  }

  #take(event: ClientEvent): void {
    if (event.type === 'settled') this.#settlements.settle(event.key, event.outcome);
    if (event.type === 'diverged') this.#show({ diverged: event.entities });
    this.#emit(event);
  }

  #hear(message: TabMessage): void {
    if (message.type === 'poke') {
      this.#engine.take({ type: message.because });
      this.#tabs.post({ type: 'event', event: this.#statusEvent() });
    }
    if (message.type === 'leading') this.#lookForOutcomes();
    if (message.type !== 'event') return;
    const { event } = message;
    if (event.type !== 'status') this.#take(event);
    else if (!this.#tabs.leads) {
      this.#status = { ...event.status, role: 'follower' };
      this.#emit(this.#statusEvent());
    }
  }

  #showState(state: SyncState): void {
    if (this.#status.phase === 'stopped') return;
    const { any, send } = nextTriesOf(state);
    const { wallMs, steadyMs } = this.#environment;
    const onWall = (at: number): number | null =>
      at === Infinity ? null : Math.round(wallMs() + at - steadyMs());
    this.#show({
      phase: phaseOf(state),
      role: this.#tabs.leads ? 'leader' : 'follower',
      problem:
        state.pullFailures + state.pushFailures > 0 || state.pull.at === 'barred' ? state.problem : null,
      nextTryAt: onWall(any),
      nextSendAt: onWall(send),
    });
  }

  #show(part: Partial<ClientStatus>): void {
    const before = this.#status;
    this.#status = { ...before, ...part };
    if (inWords(before) !== inWords(this.#status)) this.#tell(this.#statusEvent());
  }

  #statusEvent(): Extract<ClientEvent, { readonly type: 'status' }> {
    return { type: 'status', status: this.#status };
  }
}

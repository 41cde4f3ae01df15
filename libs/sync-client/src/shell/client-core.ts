import { ServerClock } from '../clock/server-clock.js';
import type { ClientContext } from '../effects/effect-context.js';
import { longPoll } from '../effects/pull.js';
import { DEFAULT_RETRY_POLICY } from '../machine/retry-policy.js';
import type { SyncState } from '../machine/sync-state.js';
import { ClientStorage } from '../replica/client-storage.js';
import type { ReplicaStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { inWords, nextTriesOf, phaseOf, STARTING, type ClientStatus } from './client-status.js';
import { Engine } from './engine.js';
import type { Signal } from './environment.js';
import { Http } from './http.js';
import { openReplica } from './open-replica.js';
import { platformEnvironment } from './platform-environment.js';
import { Settlements } from './settlements.js';
import { Tabs, type TabMessage } from './tabs.js';

/** What a client consists of (storage, engine, tabs, status), and the traffic of events between them. */
export class ClientCore {
  readonly context: ClientContext;
  readonly settlements: Settlements;
  readonly listeners = new Set<(event: ClientEvent) => void>();
  /** Storage is open, and this tab leads or follows. */
  readonly started: Promise<void>;
  readonly #opened: Promise<ReplicaStorage>;
  readonly #engine: Engine;
  readonly #tabs: Tabs;
  #unwatch: (() => void) | undefined;
  #status = STARTING;

  constructor(options: ClientOptions) {
    const { environment = platformEnvironment(), url, subject, token, entities = null } = options;
    this.#opened = openReplica(options, entities);
    const storage = new ClientStorage(this.#opened, entities, () => this.#status.phase);
    this.context = {
      subject,
      filtered: entities !== null,
      storage,
      http: new Http(url, subject, token, environment),
      clock: new ServerClock(environment),
      environment,
      policy: { ...DEFAULT_RETRY_POLICY, ...options.retry },
      live: options.live ?? longPoll,
      tell: (event) => {
        this.#take(event);
        if (event.type !== 'fault') this.#tabs.post({ type: 'event', event });
      },
      show: (part) => {
        this.#show(part);
      },
    };
    this.settlements = new Settlements(storage);
    this.#engine = new Engine(this.context, (state) => {
      this.#showState(state);
    });
    this.#tabs = new Tabs(environment, {
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
    this.started = this.#start();
    this.started.catch(this.#fault);
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

  /** Something was put into the outbox, or gets another turn. */
  written(days: readonly string[]): void {
    this.context.tell({ type: 'view', days });
    this.context.tell({ type: 'queue' });
    if (this.#tabs.leads) this.#engine.take({ type: 'written' });
    else this.#tabs.poke('written');
  }

  async close(): Promise<void> {
    await this.started.catch(() => undefined);
    this.#unwatch?.();
    this.#tabs.close();
    this.#show({ phase: 'stopped' });
    this.settlements.end('the client is closed');
    this.#engine.take({ type: 'lead_lost' });
    await this.#opened.then(
      (storage) => storage.close(),
      () => undefined,
    );
  }

  async #start(): Promise<void> {
    const { environment, storage, clock } = this.context;
    const { sharedAs } = await this.#opened;
    const { clockOffsetMs, levelAt } = await storage.meta();
    // NaN, too, is nothing learnt: it would make ids of no time.
    clock.offsetMs = Number(clockOffsetMs) || 0;
    this.#status = { ...STARTING, levelAt };
    this.#tabs.join(sharedAs);
    this.#unwatch = environment.watch((signal) => {
      this.signal(signal);
    });
    this.#tabs.poke('shown');
  }

  readonly #fault = (error: unknown): void => {
    this.#take({ type: 'fault', error });
  };

  #lookForOutcomes(): void {
    this.settlements.look().catch(this.#fault);
  }

  #take(event: ClientEvent): void {
    if (event.type === 'settled') this.settlements.settle(event.key, event.outcome);
    if (event.type === 'erased') this.settlements.end('the subject was erased');
    if (event.type === 'diverged') this.#show({ diverged: event.entities });
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        // The listener's fault: it is reported as one, and stops neither the sync nor the other listeners.
        this.context.environment.after(0, () => {
          throw error;
        });
      }
    }
  }

  #hear(message: TabMessage): void {
    if (message.type === 'poke') {
      this.#engine.take({ type: message.because });
      this.#tabs.post({ type: 'event', event: { type: 'status', status: this.#status } });
    }
    if (message.type === 'leading') this.#lookForOutcomes();
    if (message.type !== 'event') return;
    const { event } = message;
    if (event.type !== 'status') this.#take(event);
    else if (!this.#tabs.leads) {
      this.#status = { ...event.status, role: 'follower' };
      this.#take({ type: 'status', status: this.#status });
    }
  }

  #showState(state: SyncState): void {
    if (this.#status.phase === 'stopped') return;
    const { any, send } = nextTriesOf(state);
    const { wallMs, steadyMs } = this.context.environment;
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
    if (inWords(before) !== inWords(this.#status))
      this.context.tell({ type: 'status', status: this.#status });
  }
}

import {
  createClient,
  eventStream,
  memoryStorage,
  type ClientEvent,
  type Election,
  type Environment,
  type ReplicaStorage,
  type Signal,
  type SyncClient,
  type WireVerdict,
} from '@daybook/sync-client';
import type { Chance } from './chance.js';
import { CrashingStorage } from './crashing-storage.js';
import { SERVER_NAME, type FaultyNetwork } from './faulty-network.js';
import type { OutboxLedger } from './outbox-ledger.js';
import { SimulatedTabs } from './simulated-tabs.js';
import { BEGINNING, type World } from './world.js';

/** The share of the apps that hold a stream open; the others poll. */
const STREAMS = 0.5;

export interface Identity {
  readonly name: string;
  readonly subject: string;
  readonly token: string;
}

/** A verdict as the app was told it. */
export interface Told {
  readonly key: string;
  readonly verdict: WireVerdict;
}

/** One opened client, and what its surroundings can do to it. */
interface App {
  readonly client: SyncClient;
  signal: ((signal: Signal) => void) | undefined;
  election: Election | undefined;
}

/** A phone with an app that is killed and started again, with a clock that is wrong, on a network that is bad. */
export class SimulatedDevice {
  readonly name: string;
  readonly told: Told[] = [];
  /** What must never happen, as the apps reported it. */
  readonly alarms: string[] = [];
  /** Which value of which day was looked at, in the order of the looking. */
  readonly seen = new Map<string, number[]>();
  /** How far the wall clock is ahead, ms. */
  skewMs: number;
  readonly #identity: Identity;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #network: FaultyNetwork;
  readonly #storage: CrashingStorage;
  readonly #openDisk = memoryStorage();
  /** Every second device is a browser with locks; on the others whoever shares a storage leads. */
  readonly #tabs: SimulatedTabs | null;
  #apps: App[] = [];
  /** Each death of the process begins another life; nothing of an earlier one is ever heard of again. */
  #life = 0;

  constructor(
    identity: Identity,
    parts: { readonly world: World; readonly chance: Chance; readonly network: FaultyNetwork },
    skewMs: number,
  ) {
    this.name = identity.name;
    this.#identity = identity;
    this.#world = parts.world;
    this.#chance = parts.chance;
    this.#network = parts.network;
    this.skewMs = skewMs;
    this.#tabs = parts.chance.isIn(0.5) ? new SimulatedTabs(parts.world) : null;
    this.#storage = new CrashingStorage(this.#openDisk, () => {
      this.kill();
    });
  }

  /** One of the open clients; `undefined` while the app is not running. */
  get client(): SyncClient | undefined {
    return this.#apps.length > 0 ? this.#chance.oneOf(this.#apps).client : undefined;
  }

  get ledger(): OutboxLedger {
    return this.#storage.ledger;
  }

  /** Starts the app if it is not running. */
  start(): void {
    if (this.#apps.length === 0) this.#openApp();
  }

  /** Another client of the same storage. Without locks both lead. */
  openSecond(forMs: number): void {
    if (this.#apps.length !== 1) return;
    this.#world.tell(`${this.name} opens a second client`);
    const second = this.#openApp();
    this.#world.after(forMs, () => {
      this.#apps = this.#apps.filter((app) => app !== second);
      // A client that died meanwhile never ends closing.
      void second.client.close();
    });
  }

  /** The lead goes to another tab or, where there are no locks, is taken away for a while. */
  loseLead(forMs: number): void {
    this.#tabs?.robLeader();
    if (this.#tabs) return;
    for (const app of this.#apps) {
      app.election?.lost();
      this.#world.after(forMs, () => {
        if (this.#apps.includes(app)) app.election?.gained();
      });
    }
  }

  signal(signal: Signal): void {
    for (const app of this.#apps) app.signal?.(signal);
  }

  /** The process is gone, in the middle of whatever it did; it is started again some time later. */
  kill(): void {
    this.#world.tell(`${this.name} is killed`);
    this.#life++;
    this.#apps = [];
    this.#tabs?.die();
    this.#world.after(this.#chance.between(100, 20_000), () => {
      this.start();
    });
  }

  /** Dies at a write of the storage, not long from now. */
  killAtAWrite(): void {
    this.#storage.writesLeft = this.#chance.between(0, 40);
  }

  /** No more crashes, and somebody looks at the app. */
  recover(): void {
    this.#storage.writesLeft = Infinity;
    this.start();
    this.signal('online');
  }

  /** What is on the disk. */
  disk(): Promise<ReplicaStorage> {
    return this.#openDisk(this.#identity.subject);
  }

  #openApp(): App {
    const life = this.#life;
    const isAlive = (): boolean => life === this.#life;
    const { subject, token } = this.#identity;
    const surroundings: Pick<App, 'signal' | 'election'> = { signal: undefined, election: undefined };
    const client = createClient({
      url: SERVER_NAME,
      subject,
      token,
      storage: this.#storage.openFor(isAlive),
      environment: this.#environment(isAlive, surroundings),
      ...(this.#chance.isIn(STREAMS) && { live: eventStream() }),
    });
    const app = Object.assign(surroundings, { client });
    client.subscribe((event) => {
      if (isAlive()) this.#hear(client, event, isAlive);
    });
    this.#apps.push(app);
    return app;
  }

  #hear(client: SyncClient, event: ClientEvent, isAlive: () => boolean): void {
    if (event.type === 'settled' && 'id' in event.outcome) {
      this.#world.tell(`${this.name} is told ${event.outcome.status}`);
      this.told.push({ key: event.key, verdict: event.outcome });
    }
    if (event.type === 'status') this.#world.tell(`${this.name} is ${event.status.phase}`);
    if (event.type === 'diverged') this.alarms.push(`diverged in ${event.entities.join()}`);
    if (event.type === 'fault') this.alarms.push(`failed: ${String(event.error)}`);
    if (event.type === 'view') void this.#look(client, event.days, isAlive);
  }

  async #look(client: SyncClient, days: readonly string[], isAlive: () => boolean): Promise<void> {
    for (const day of days.filter((each) => each.endsWith('/steps'))) {
      const { shown } = await client.view.day(day.slice(0, 10), 'steps');
      if (!isAlive() || !shown) continue;
      this.#world.tell(`${this.name} shows ${shown.value} for ${day}`);
      this.seen.set(day, [...(this.seen.get(day) ?? []), shown.value]);
    }
  }

  #environment(isAlive: () => boolean, surroundings: Pick<App, 'signal' | 'election'>): Environment {
    return {
      fetch: (url, init) => this.#network.fetch(url, init, isAlive),
      gzip: null,
      wallMs: () => BEGINNING + this.#world.now + this.skewMs,
      steadyMs: () => this.#world.now,
      random: () => this.#chance.bytes(10),
      chance: () => this.#chance.next(),
      after: (ms, run) =>
        this.#world.after(ms, () => {
          if (isAlive()) run();
        }),
      isOnline: () => true,
      watch: (listener) => {
        surroundings.signal = listener;
        return () => (surroundings.signal = undefined);
      },
      openChannel: (_name, hear) => this.#tabs?.openChannel(hear) ?? null,
      elect: (_name, election) => {
        if (this.#tabs) return this.#tabs.elect(election);
        this.#world.after(0, () => {
          surroundings.election = election;
          if (isAlive()) election.gained();
        });
        return { steal: () => undefined, resign: () => (surroundings.election = undefined) };
      },
    };
  }
}

import type { ClientEvent } from './client-event.js';
import type { Candidacy, Channel, Election, Environment } from './environment.js';

/** Why a follower turns to the leader: something was written, somebody looks, or time passes and it may be gone. */
type Reason = 'written' | 'shown' | 'tick';

/** What tabs say to each other. The leader answers a `poke` with `here`; a new one says `leading` by itself. */
export type TabMessage =
  | { readonly type: 'event'; readonly event: ClientEvent }
  | { readonly type: 'poke'; readonly because: Reason }
  | { readonly type: 'here' }
  | { readonly type: 'leading' };

export interface TabListener {
  readonly gained: () => void;
  readonly lost: () => void;
  readonly hear: (message: TabMessage) => void;
}

/**
 * A leader answers at once even in a background tab, whose timers are slowed but whose messages are not. One that
 * stays silent for three seconds is frozen, and its lock would freeze everybody.
 */
const SILENT_LEADER_MS = 3_000;

/** How often a follower looks for its leader although nothing is to be done: what it shows as live has to be. */
const WATCH_EVERY_MS = 30_000;

/**
 * The tabs of one storage in one browser: exactly one leads and talks to the server, the others follow. Who shares its
 * storage with nobody leads alone.
 */
export class Tabs {
  readonly #environment: Environment;
  readonly #listener: TabListener;
  #candidacy: Candidacy | null = null;
  #channel: Channel | null = null;
  #leads = false;
  #isClosed = false;
  #doubt: (() => void) | undefined;
  #watch: (() => void) | undefined;

  constructor(environment: Environment, listener: TabListener) {
    this.#environment = environment;
    this.#listener = listener;
  }

  /** Enters the race for the lead among those of the same name; without one there are no others. */
  join(name: string | undefined): void {
    const election: Election = {
      gained: () => {
        if (this.#isClosed) return;
        this.#leads = true;
        this.#trust();
        this.post({ type: 'leading' });
        this.#listener.gained();
      },
      lost: () => {
        this.#leads = false;
        this.#listener.lost();
      },
    };
    if (name === undefined) {
      queueMicrotask(election.gained);
      return;
    }
    this.#channel = this.#environment.openChannel(name, (message) => {
      this.#hear(message as TabMessage);
    });
    this.#candidacy = this.#environment.elect(name, election);
    this.#watchLeader();
  }

  get leads(): boolean {
    return this.#leads;
  }

  post(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  /** Tells the leader to act, and takes the lead if it does not answer. */
  poke(because: Reason): void {
    if (this.#leads || this.#channel === null) return;
    this.post({ type: 'poke', because });
    this.#doubt ??= this.#environment.after(SILENT_LEADER_MS, () => {
      this.#doubt = undefined;
      this.takeLead();
    });
  }

  /** What is to be done only this tab can do. */
  takeLead(): void {
    if (!this.#leads) this.#candidacy?.steal();
  }

  close(): void {
    this.#isClosed = true;
    this.#trust();
    this.#watch?.();
    this.#candidacy?.resign();
    this.#channel?.close();
    // A closed channel throws at whoever still posts.
    this.#channel = null;
  }

  #hear(message: TabMessage): void {
    if (message.type === 'poke') {
      if (!this.#leads) return;
      this.post({ type: 'here' });
    }
    if (message.type === 'here') this.#trust();
    this.#listener.hear(message);
  }

  #watchLeader(): void {
    this.#watch = this.#environment.after(WATCH_EVERY_MS, () => {
      this.poke('tick');
      this.#watchLeader();
    });
  }

  #trust(): void {
    this.#doubt?.();
    this.#doubt = undefined;
  }
}

import type { Environment } from '../shell/environment.js';

/** One moment by the device's wall clock and by the server's, as far as it is known, ms, and how far they are apart. */
export interface Moment {
  readonly wallMs: number;
  readonly serverMs: number;
  readonly offsetMs: number;
}

/** What is known of the server's time. */
export class ServerClock {
  /** Server minus wall clock, ms; from an earlier session until the server tells its time in this one. */
  offsetMs = 0;
  /** Server minus steady clock, ms. */
  #aheadOfSteadyMs = -Infinity;
  readonly #environment: Pick<Environment, 'wallMs' | 'steadyMs'>;

  constructor(environment: Pick<Environment, 'wallMs' | 'steadyMs'>) {
    this.#environment = environment;
  }

  /** Whether the server told its time in this session. */
  get isLearned(): boolean {
    return this.#aheadOfSteadyMs > -Infinity;
  }

  /**
   * Of the two estimates of the server's time the later one counts: the steady clock stands still while some devices
   * sleep, the wall clock may have been set back; what is set forward is found when the next batch is sealed.
   */
  now(): Moment {
    const { offsetMs } = this;
    const wallMs = this.#environment.wallMs();
    const serverMs = Math.max(wallMs + offsetMs, this.#environment.steadyMs() + this.#aheadOfSteadyMs);
    return { wallMs, serverMs, offsetMs };
  }

  /** Learns from what the server's time is now. */
  learn(serverMs: number): void {
    this.offsetMs = Math.round(serverMs - this.#environment.wallMs());
    this.#aheadOfSteadyMs = serverMs - this.#environment.steadyMs();
  }
}

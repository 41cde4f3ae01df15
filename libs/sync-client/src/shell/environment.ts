/** What the surroundings tell: the network came or went, somebody looks at the app again. */
export type Signal = 'online' | 'offline' | 'shown';

/** A line to the other tabs of the same storage: the part of a BroadcastChannel that is used. */
export interface Channel {
  postMessage(message: unknown): void;
  close(): void;
}

/** One of the tabs asks to lead. `steal` takes the lead from a leader that no longer answers. */
export interface Candidacy {
  steal(): void;
  resign(): void;
}

export interface Election {
  readonly gained: () => void;
  readonly lost: () => void;
}

/**
 * Everything that the client takes from where it runs: network, clocks, chance and tabs. `platformEnvironment` takes
 * it from the globals; a simulation makes its own.
 */
export interface Environment {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** `null` where the platform cannot compress. */
  readonly gzip: ((text: string) => Promise<ArrayBuffer>) | null;
  /** The device's clock, ms since 1970. It may be wrong, and may jump. */
  readonly wallMs: () => number;
  /** A clock that only runs, ms. */
  readonly steadyMs: () => number;
  /** Ten random bytes. */
  readonly random: () => Uint8Array;
  /** A number from 0 up to 1. */
  readonly chance: () => number;
  /** Runs once after so many ms; the returned function takes it back. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly isOnline: () => boolean;
  /** The returned function ends the watch; `undefined` where nothing is told. */
  readonly watch: (listener: (signal: Signal) => void) => (() => void) | undefined;
  /** `null` where there are no tabs. */
  readonly openChannel: (name: string, hear: (message: unknown) => void) => Channel | null;
  /** `null` where nobody can be stolen from. */
  readonly elect: (name: string, election: Election) => Candidacy | null;
}

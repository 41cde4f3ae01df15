import type { ServerClock } from '../clock/server-clock.js';
import type { RetryPolicy } from '../machine/retry-policy.js';
import type { SyncInput } from '../machine/sync-input.js';
import type { ClientStorage } from '../replica/client-storage.js';
import type { ClientEvent } from '../shell/client-event.js';
import type { ClientStatus } from '../shell/client-status.js';
import type { Environment } from '../shell/environment.js';
import type { Http } from '../shell/http.js';

type Without<Input, Member extends string> = Input extends unknown ? Omit<Input, Member> : never;

/** An input that has just happened: the engine adds the moment. */
export type Happening = Without<SyncInput, 'now' | 'chance'>;

/** What an effect says of itself: the engine adds which one it is. */
export type Report = Without<Happening, 'run'>;

/** What every effect may touch. */
export interface ClientContext {
  readonly subject: string;
  /** Whether only some entities are carried. */
  readonly filtered: boolean;
  readonly storage: ClientStorage;
  readonly http: Http;
  readonly clock: ServerClock;
  readonly environment: Environment;
  readonly policy: RetryPolicy;
  readonly live: LiveChannel;
  readonly tell: (event: ClientEvent) => void;
  /** Changes what the client says of itself. */
  readonly show: (part: Partial<ClientStatus>) => void;
}

/** What one run of an effect has of its own. */
export interface EffectContext extends ClientContext {
  readonly report: (report: Report) => void;
  /** Aborted when the effect is no longer wished. */
  readonly signal: AbortSignal;
}

/** Waits for what changes and applies it. It may go on for long, and reports when it is to be asked for anew. */
export type LiveChannel = (context: EffectContext) => Promise<Report>;

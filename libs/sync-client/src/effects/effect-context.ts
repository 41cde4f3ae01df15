import type { Entity } from '@daybook/contract';
import type { ServerClock } from '../clock/server-clock.js';
import type { Failure } from '../machine/failure.js';
import type { RetryPolicy } from '../machine/retry-policy.js';
import type { SyncInput } from '../machine/sync-input.js';
import type { ClientEvent } from '../shell/client-event.js';
import type { Environment } from '../shell/environment.js';
import type { Http } from '../shell/http.js';
import type { ReplicaStorage } from '../storage/storage.js';

type WithoutNow<Input> = Input extends unknown ? Omit<Input, 'now'> : never;

/** An input that has just happened: the engine adds the time. */
export type Report = WithoutNow<SyncInput>;

/** What an effect may touch. */
export interface EffectContext {
  readonly subject: string;
  readonly entities: readonly Entity[] | null;
  readonly storage: ReplicaStorage;
  readonly http: Http;
  readonly environment: Environment;
  readonly policy: RetryPolicy;
  /** The server's time as this client knows it. */
  clock: ServerClock;
  readonly report: (input: Report) => void;
  readonly tell: (event: ClientEvent) => void;
  /** `null`: nothing is being received any more. */
  readonly progress: (progress: { readonly received: number; readonly total: number } | null) => void;
  /** The replica is complete up to the head, or even shown to equal the server. */
  readonly levelled: (how: 'by_cursor' | 'by_digest') => void;
}

/** What went wrong with a request of the pull lane. */
export function reportPullFailure(
  { report, environment }: EffectContext,
  run: number,
  failure: Failure,
): void {
  report({ type: 'pull_failed', run, failure, chance: environment.chance() });
}

/** An answer of this server that makes no sense under its own protocol: it is treated like none. */
export function garbled(detail: string): Failure {
  return { kind: 'unreachable', status: 0, problem: { code: 'garbled', detail } };
}

/** The query of a path, without what is not given. */
export function queryOf(parameters: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
  return text === '' ? '' : `?${text}`;
}

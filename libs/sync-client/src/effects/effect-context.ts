import type { RetryPolicy } from '../machine/retry-policy.js';
import type { SyncInput } from '../machine/sync-input.js';
import type { ClientEvent } from '../shell/client-event.js';
import type { ClientStatus } from '../shell/client-status.js';
import type { Environment } from '../shell/environment.js';
import type { Http } from '../shell/http.js';
import type { ReplicaStorage } from '../storage/storage.js';

type WithoutNow<Input> = Input extends unknown ? Omit<Input, 'now'> : never;

/** An input that has just happened: the engine adds the time. */
export type Report = WithoutNow<SyncInput>;

/** What an effect may touch. */
export interface EffectContext {
  readonly subject: string;
  /** Whether only some entities are carried. */
  readonly filtered: boolean;
  readonly storage: ReplicaStorage;
  readonly http: Http;
  readonly environment: Environment;
  readonly policy: RetryPolicy;
  readonly report: (input: Report) => void;
  readonly tell: (event: ClientEvent) => void;
  /** Changes what the client says of itself. */
  readonly show: (part: Partial<ClientStatus>) => void;
}

/** Where the replica stands in the feed; `null` while there is no whole copy. */
export function cursorOf(storage: ReplicaStorage): Promise<string | null> {
  return storage.read(async (reader) => (await reader.meta())?.cursor ?? null);
}

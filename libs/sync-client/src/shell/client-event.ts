import type { Outcome } from './outcome.js';
import type { ClientStatus } from './client-status.js';

/**
 * What a client tells its app.
 *
 * `view`: something that is shown may have changed; `days` are `<date>/<type>`, `''` what belongs to no day. `queue`:
 * a count of the outbox changed. `settled`: a mutation has its verdict (or was replaced or discarded). `put_off`: the server does not accept it yet and
 * may later, so that it waits in the outbox; `outcome` says why. `failed`:
 * mutations were given up for now. `drained`: nothing waits any more; `failed` counts what did not get through. `status`: the state of the sync changed.
 * `diverged`: digests differed although the same changes were applied; `healing` says that a new copy is taken.
 * `erased`: the subject was erased and so was the copy. `fault`: this client failed, say the storage.
 */
export type ClientEvent =
  | { readonly type: 'view'; readonly days: readonly string[] }
  | { readonly type: 'queue' }
  | { readonly type: 'settled' | 'put_off'; readonly key: string; readonly outcome: Outcome }
  | { readonly type: 'failed'; readonly keys: readonly string[] }
  | { readonly type: 'drained'; readonly failed: number }
  | { readonly type: 'status'; readonly status: ClientStatus }
  | {
      readonly type: 'diverged';
      readonly entities: readonly string[];
      readonly healing: 'new_copy' | 'given_up';
    }
  | { readonly type: 'erased' }
  | { readonly type: 'fault'; readonly error: unknown };
